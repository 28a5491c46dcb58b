from importlinter.cli import lint_imports

from tests.architecture.source import ROOT


def test_dependencies_point_inwards(monkeypatch, capfd):
    monkeypatch.chdir(ROOT)
    broken = lint_imports(no_cache=True)
    assert not broken, capfd.readouterr().out
