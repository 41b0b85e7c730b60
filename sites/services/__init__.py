"""Verbs on sites. Each checks the right, changes, logs, publishes again and says so."""

from sites.services.alert import lift_alert, set_alert
from sites.services.closure import ClosureFacts, close_site, reopen_site
from sites.services.follow_up import answer_follow_up, ask_follow_ups
from sites.services.merging import merge_sites
from sites.services.observation import (
    confirm_unchanged,
    correct_observation,
    record_observation,
    refuse_observation,
    validate_observation,
)
from sites.services.origins import set_origins
from sites.services.path import clear_phase, set_phase
from sites.services.photos import remove_photo, with_photos
from sites.services.placing import follow_commune
from sites.services.procedure import change_procedure, record_procedure, remove_procedure
from sites.services.proposal import (
    accept_closure,
    accept_reopening,
    propose_closure,
    propose_reopening,
    refuse_proposal,
    withdraw_proposal,
)
from sites.services.readings import note_reading
from sites.services.reporting import declare_reported, report_place, settle_report
from sites.services.restoring import restore_version
from sites.services.site import declare_site, update_site
from sites.services.validating import validate_first_count

__all__ = [
    "ClosureFacts",
    "accept_closure",
    "accept_reopening",
    "answer_follow_up",
    "ask_follow_ups",
    "change_procedure",
    "clear_phase",
    "close_site",
    "confirm_unchanged",
    "correct_observation",
    "declare_reported",
    "declare_site",
    "follow_commune",
    "lift_alert",
    "merge_sites",
    "note_reading",
    "propose_closure",
    "propose_reopening",
    "record_observation",
    "record_procedure",
    "refuse_observation",
    "refuse_proposal",
    "remove_photo",
    "remove_procedure",
    "reopen_site",
    "report_place",
    "restore_version",
    "set_alert",
    "set_origins",
    "set_phase",
    "settle_report",
    "update_site",
    "validate_first_count",
    "validate_observation",
    "with_photos",
    "withdraw_proposal",
]
