"""The places of a refresh at which a kill is most likely to leave something half done."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from operator import attrgetter
from types import FunctionType

Boundary = Mapping[str, str | int]


def _at(function: str, event: str, calls: str = "", times: int = 1) -> Boundary:
    """Where to kill; see `refresher`."""
    return {"function": f"pipelines.{function}", "event": event, "calls": calls, "times": times}


def function_at(name: str) -> FunctionType:
    """What a boundary names, as `pipelines.warehouse.publish:_sync`.

    Raises:
        AttributeError: There is none of that name.
        ModuleNotFoundError: There is no such module.
    """
    module, _, qualified = name.partition(":")
    function: FunctionType = attrgetter(qualified)(importlib.import_module(module))
    return function


BOUNDARIES: Mapping[str, Boundary] = {
    "files landed, not committed": _at("warehouse.landing:_Batch.land", "c_call", "commit"),
    "files landed": _at("warehouse.landing:_Batch.land", "c_return", "commit"),
    "in extraction": _at("workers.partition:_extract", "return"),
    "figures landed, not committed": _at("warehouse.landing_extractions:land_extractions", "c_call", "commit"),
    "figures landed": _at("warehouse.landing_extractions:land_extractions", "c_return", "commit"),
    "models half filled": _at("defs.dbt_refill:_fill", "return", times=25),
    "models filled, not committed": _at("defs.dbt_refill:refill", "c_call", "commit"),
    "models filled": _at("defs.dbt_refill:refill", "c_return", "commit"),
    "checks evaluated": _at("validation.validate:validate", "return"),
    "published file half written": _at("warehouse.publish:_create_views", "return"),
    "published file written": _at("warehouse.publish:_write", "return"),
    "changes recorded": _at("warehouse.changes:record_changes", "return"),
    "before the replacement": _at("warehouse.seal:prepare_seal", "return"),
    "after the replacement": _at("warehouse.seal:seal", "call"),
}
FIRST_BUILD: Mapping[str, Boundary] = {
    "nothing parsed": _at("defs.dbt_runner:DbtRunner.prepare_manifest", "call"),
    "models built": _at("defs.dbt_runner:_close_connections", "call", times=2),
    "not remembered": _at("defs.dbt_refill:remember", "call"),
}
