"""Puts the conditions of modules behind a probe, which notes their outcomes and can force them.

An import hook rewrites the modules as they are loaded; nothing of them is changed on disk. A condition is an operand of
the test of ``if``, ``while``, a conditional expression or a comprehension, of what a function returns that answers yes
or no, of what is kept under a name that asks something (``is_part``), and of what ``any`` and ``all`` look for.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

# Names of variables and arguments that hold the outcome of a condition.
_BOOLEAN_NAME = re.compile(r"_?(?:is|are|has|names|counts|says|goes|looks|opens|new|narrowed|after|same|by)(?:_|$)")


@dataclass(slots=True)
class Condition:
    """One operand: its place, its source, whether it is the test of a loop, and the texts that had each outcome."""

    module: str
    line: int
    source: str
    is_loop: bool
    texts: dict[bool, set[int]] = field(default_factory=lambda: {True: set(), False: set()})


class Probe:
    """The conditions that were found, their outcomes, and those that are forced."""

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.forced: dict[int, bool] = {}
        self.seen_now: set[tuple[int, bool]] = set()

    def seen(self, number: int, value: Any) -> Any:
        """The outcome of an operand, or the forced one."""
        if number in self.forced:
            return self.forced[number]
        self.seen_now.add((number, bool(value)))
        return value


class _Instrumented(ast.NodeTransformer):
    """Puts every operand of a condition behind the probe: ``a and not b`` -> ``seen(0, a) and not seen(1, b)``."""

    def __init__(self, module: str, source: str, probe: Probe) -> None:
        self.module, self.source, self.probe = module, source, probe

    def operand(self, node: ast.expr, is_loop: bool = False) -> ast.expr:
        if isinstance(node, ast.BoolOp):
            node.values = [self.operand(value, is_loop) for value in node.values]
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self.operand(node.operand, is_loop)
            return node
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "bool":
            node.args = [self.operand(value, is_loop) for value in node.args]
            return node
        if isinstance(node, ast.Constant):
            return node
        source = " ".join((ast.get_source_segment(self.source, node) or "").split())
        number = len(self.probe.conditions)
        self.probe.conditions.append(Condition(self.module, node.lineno, source, is_loop))
        within = self.visit(node)
        if isinstance(within, ast.Call) and getattr(within.func, "id", "") in ("any", "all"):
            generator = within.args[0]
            if isinstance(generator, ast.GeneratorExp) and isinstance(generator.elt, ast.BoolOp):
                generator.elt = self.operand(generator.elt)
        call = ast.Call(ast.Name("_seen", ast.Load()), [ast.Constant(number), within], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))

    def _visit_test(self, node: Any) -> Any:
        node.test = self.operand(node.test, isinstance(node, ast.While))
        node.test, test = ast.Constant(True), node.test
        self.generic_visit(node)
        node.test = test
        return node

    # The names that `ast.NodeTransformer` calls.
    visit_If = visit_While = visit_IfExp = _visit_test  # noqa: N815

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        tests, node.ifs = [self.operand(test) for test in node.ifs], []
        self.generic_visit(node)
        node.ifs = tests
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        if isinstance(node.returns, ast.Name) and node.returns.id == "bool":
            for one in ast.walk(node):
                if isinstance(one, ast.Return) and one.value is not None:
                    one.value = _Marked(one.value)
        self.generic_visit(node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        names = [one.id for one in node.targets if isinstance(one, ast.Name)]
        if names and _BOOLEAN_NAME.match(names[0]) and isinstance(node.value, ast.BoolOp | ast.UnaryOp | ast.Compare):
            node.value = _Marked(node.value)
        self.generic_visit(node)
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        if node.arg and _BOOLEAN_NAME.match(node.arg) and isinstance(node.value, ast.BoolOp):
            node.value = _Marked(node.value)
        self.generic_visit(node)
        return node

    def visit__Marked(self, node: _Marked) -> ast.expr:
        return self.operand(node.value)


class _Marked(ast.expr):
    """An expression that is a condition because of where it stands."""

    _fields = ("value",)

    def __init__(self, value: ast.expr) -> None:
        super().__init__()
        self.value = value


class _Loader(SourceFileLoader):
    probe: Probe

    def get_code(self, fullname: str) -> CodeType:
        source = Path(self.path).read_text(encoding="utf-8")
        tree = _Instrumented(fullname.rpartition(".")[2], source, self.probe).visit(ast.parse(source))
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_seen"] = self.probe.seen
        super().exec_module(module)


class _Finder(MetaPathFinder):
    def __init__(self, modules: Sequence[str], probe: Probe) -> None:
        self.names, self.probe = frozenset(modules), probe

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in self.names else None
        if spec and spec.origin:
            spec.loader = _Loader(fullname, spec.origin)
            spec.loader.probe = self.probe
        return spec


def instrumented(package: str, modules: Sequence[str]) -> Probe:
    """A probe in every condition of modules of a package, from their first import on."""
    probe = Probe()
    sys.meta_path.insert(0, _Finder([f"{package}.{module}" for module in modules], probe))
    return probe
