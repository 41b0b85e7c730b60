import os
from dataclasses import replace
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.rules.comparison import Compared, Followed, compare

# The full number, run once for the figures: KNOWLEDGE_HISTORIES=5000.
HISTORIES = int(os.environ.get("KNOWLEDGE_HISTORIES", "150"))
SIZES = ("from_10", "from_50")


def applied(better, total, *, size="from_10", is_failed=False):
    return [
        Followed(size, number < better, 1 + number % 2, is_applied=True, is_failed=is_failed) for number in range(total)
    ]


def untouched(better, total, *, size="from_10"):
    return [Followed(size, number < better) for number in range(total)]


def test_more_sites_got_better_than_without_it():
    found = compare(applied(10, 12) + untouched(8, 30))
    assert (found.applied, found.better, found.similar, found.similar_better) == (12, 10, 30, 8)
    assert found.holds
    assert (found.better_percent, found.similar_percent) == (85, 25)


def test_as_many_as_without_it_proves_nothing():
    found = compare(applied(6, 12) + untouched(15, 30))
    assert found.is_told
    assert not found.holds


def test_too_few_sites_or_one_departement_tell_nothing():
    one_place = [replace(site, place_id=1) for site in applied(12, 12)]
    for sites in (applied(9, 9) + untouched(0, 30), applied(12, 12) + untouched(0, 19), one_place + untouched(0, 30)):
        assert not compare(sites).is_told


def test_large_sites_are_compared_with_large_ones():
    """What gets better anyhow on small sites is no merit there: the same shares, the other way round, prove nothing."""
    without = untouched(19, 20, size="from_10") + untouched(1, 20, size="from_50")
    assert not compare(applied(11, 12, size="from_10") + without).holds
    assert compare(applied(11, 12, size="from_50") + without).holds


def test_nothing_followed_is_nothing_compared():
    assert compare([]) == Compared()


FOLLOWED = st.builds(
    partial(Followed, is_applied=True),
    size=st.sampled_from(SIZES),
    is_better=st.booleans(),
    place_id=st.integers(1, 3),
    is_failed=st.booleans(),
)


@st.composite
def histories(draw):
    """Near the edge where a comparison begins to hold, so that one site more or less decides."""
    sites = applied(draw(st.integers(6, 12)), draw(st.integers(9, 14)), size=draw(st.sampled_from(SIZES)))
    sites += untouched(draw(st.integers(0, 14)), draw(st.integers(18, 26)), size=draw(st.sampled_from(SIZES)))
    return sites + draw(st.lists(FOLLOWED, max_size=6))


def at_most(after: Compared, before: Compared) -> bool:
    """Told no more than before, and no less likely by chance."""
    if after.chance is None or before.chance is None:
        return after.chance is None
    return after.chance >= before.chance - 1e-12


@settings(max_examples=HISTORIES)
@given(histories(), st.data())
def test_a_failure_never_helps(sites, data):
    """Neither a failure told of a site where it was applied, nor one of a site that had been without it."""
    place = data.draw(st.integers(0, len(sites) - 1))
    site = sites[place]
    if site.is_applied:
        failed = replace(site, is_failed=True)
    else:
        # How its case reads may differ from how it read alone; better by either, it is better (queries.tracking).
        reads_better = site.is_better or data.draw(st.booleans())
        failed = replace(site, is_applied=True, is_failed=True, place_id=1, is_better=reads_better)
    after = compare([*sites[:place], failed, *sites[place + 1 :]])
    assert at_most(after, compare(sites))


@settings(max_examples=HISTORIES)
@given(histories(), FOLLOWED)
def test_one_more_failed_site_never_helps(sites, site):
    assert at_most(compare([*sites, replace(site, is_failed=True, is_better=False)]), compare(sites))


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_sites_is_nothing(sites, chance):
    shuffled = list(sites)
    chance.shuffle(shuffled)
    assert compare(shuffled) == compare(sites)
