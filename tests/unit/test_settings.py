"""Paths and limits from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import PROJECT_DIR, Settings, SettingsError

LAKE = ("NPA_LAKE", "NPA_LAKE_DATA", "NPA_COLLECTION")
LIMITS = ("NPA_MAX_ARTICLE_BYTES", "NPA_MAX_ARTICLE_CHARS", "NPA_READ_SECONDS", "NPA_READ_MEMORY_MB")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NPA_RAW_DIR", "NPA_BUILD_DIR", "NPA_CONTACT", *LAKE, *LIMITS):
        monkeypatch.delenv(variable, raising=False)


def test_without_an_environment_everything_is_in_the_project() -> None:
    settings = Settings.from_environment()
    assert settings.raw_dir == PROJECT_DIR / "raw"
    assert settings.build_dir == PROJECT_DIR / "build"
    assert (settings.max_article_bytes, settings.max_article_chars) == (20_000_000, 1_000_000)
    assert (settings.read_seconds, settings.read_memory_mb) == (60, 2_048)


def test_other_folders_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NPA_RAW_DIR", str(tmp_path / "texts"))
    monkeypatch.setenv("NPA_BUILD_DIR", str(tmp_path / "out"))
    settings = Settings.from_environment()
    assert settings.raw_dir == tmp_path / "texts"
    assert settings.warehouse_path == tmp_path / "out" / "warehouse.duckdb"


def test_everything_generated_is_in_the_build_folder(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", build_dir=tmp_path / "build")
    generated = (
        settings.staging_path,
        settings.warehouse_path,
        settings.dbt_target_dir,
        settings.dagster_home,
        settings.data_docs_dir,
    )
    assert all(path.is_relative_to(settings.build_dir) for path in generated)


def test_a_relative_folder_is_relative_to_where_one_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NPA_BUILD_DIR", "out")
    assert Settings.from_environment().build_dir == tmp_path / "out"


@pytest.mark.parametrize("variable", LIMITS)
@pytest.mark.parametrize("value", ["20 MB", "0", "-1", "１００"])
def test_a_limit_that_is_no_number_is_refused_with_the_variables_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        Settings.from_environment()


def test_a_contact_is_what_a_header_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPA_CONTACT", "figures@example.org, https://example.org/about")
    assert Settings.from_environment().contact == "figures@example.org, https://example.org/about"
    for value in ("a\r\nX: y", "警察", "a (b"):
        monkeypatch.setenv("NPA_CONTACT", value)
        with pytest.raises(SettingsError, match="NPA_CONTACT"):
            Settings.from_environment()


def test_there_is_no_lake_unless_one_is_named() -> None:
    settings = Settings.from_environment()
    assert (settings.lake, settings.lake_data, settings.collection) == (None, None, None)


def test_a_catalogue_in_postgresql_is_taken_as_libpq_writes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NPA_LAKE", "postgres:dbname=npa host=db.example.org user=npa")
    monkeypatch.setenv("NPA_LAKE_DATA", str(tmp_path / "files"))
    monkeypatch.setenv("NPA_COLLECTION", "tokyo-2")
    settings = Settings.from_environment()
    assert settings.lake == "postgres:dbname=npa host=db.example.org user=npa"
    assert (settings.lake_data, settings.collection) == (tmp_path / "files", "tokyo-2")


def test_a_catalogue_file_has_its_files_beside_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NPA_LAKE", str(tmp_path / "npa.ducklake"))
    settings = Settings.from_environment()
    assert settings.lake == str(tmp_path / "npa.ducklake")
    assert settings.lake_data == tmp_path / "npa.ducklake.files"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"NPA_LAKE_DATA": "files"}, "NPA_LAKE_DATA is set, and NPA_LAKE is not"),
        ({"NPA_LAKE": "postgres:dbname=npa"}, "NPA_LAKE_DATA is not set"),
        ({"NPA_LAKE": "postgres://db.example.org/npa", "NPA_LAKE_DATA": "files"}, "NPA_LAKE is an address"),
        ({"NPA_COLLECTION": "../tokyo"}, "NPA_COLLECTION"),
        ({"NPA_COLLECTION": "Tokyo"}, "NPA_COLLECTION"),
    ],
)
def test_a_lake_that_cannot_be_meant_is_refused(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], said: str
) -> None:
    for variable, value in values.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=said):
        Settings.from_environment()


def test_a_password_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPA_LAKE", "postgres:dbname=npa password=secret")
    with pytest.raises(SettingsError, match="pgpass") as refused:
        Settings.from_environment()
    assert "secret" not in str(refused.value)
