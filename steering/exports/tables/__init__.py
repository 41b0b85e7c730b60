"""One module for each kind of rows."""

from steering.exports.tables.actions import ACTIONS_TABLE, FUNDINGS_TABLE, INDICATORS_TABLE
from steering.exports.tables.communes import COMMUNES_TABLE
from steering.exports.tables.journals import ACTION_JOURNAL_TABLE, SITE_JOURNAL_TABLE
from steering.exports.tables.observations import OBSERVATIONS_TABLE
from steering.exports.tables.others import PRACTICES_TABLE, USERS_TABLE
from steering.exports.tables.sites import SITES_TABLE
from steering.registry import ExportTable

TABLES: tuple[ExportTable, ...] = (
    SITES_TABLE,
    OBSERVATIONS_TABLE,
    COMMUNES_TABLE,
    SITE_JOURNAL_TABLE,
    ACTIONS_TABLE,
    INDICATORS_TABLE,
    FUNDINGS_TABLE,
    ACTION_JOURNAL_TABLE,
    PRACTICES_TABLE,
    USERS_TABLE,
)
