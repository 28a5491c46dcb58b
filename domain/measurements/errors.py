"""What can be wrong with a measurement."""

from domain.errors import NotFound, RuleSaysNo


class MeasurementNotFound(NotFound):
    """There is no such measurement of this plan."""

    code = "measurement.not_found"


class NothingCorrected(RuleSaysNo):
    """A correction says something else than what stands there already."""

    code = "measurement.nothing_corrected"
