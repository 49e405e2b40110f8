"""Who may: read a report, handle it, keep channels."""

from goodcatch.reports.rules.channels import (
    demand_channel_keeper,
    demand_taking,
    is_led_to_reports,
    may_keep_channels,
    may_print_poster,
    may_propose_office,
    may_see_channel,
    may_see_channels,
    may_take_off,
    may_write_down,
)
from goodcatch.reports.rules.reports import (
    demand_author,
    demand_handler,
    may_acknowledge,
    may_close,
    may_follow,
    may_handle,
    may_see_report,
    may_speak_up,
    may_write_to_reporter,
    visible_to,
)

__all__ = [
    "demand_author",
    "demand_channel_keeper",
    "demand_handler",
    "demand_taking",
    "is_led_to_reports",
    "may_acknowledge",
    "may_close",
    "may_follow",
    "may_handle",
    "may_keep_channels",
    "may_print_poster",
    "may_propose_office",
    "may_see_channel",
    "may_see_channels",
    "may_see_report",
    "may_speak_up",
    "may_take_off",
    "may_write_down",
    "may_write_to_reporter",
    "visible_to",
]
