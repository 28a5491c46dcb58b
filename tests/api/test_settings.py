"""What whoever starts Zetel may choose."""

from pathlib import Path

import pytest

from api.settings import BadSettings, Settings, from_environ


def test_without_a_setting_everything_has_its_place():
    assert from_environ({"HOME": "/root"}) == Settings(
        data=Path(".zetel"), keys=Path(".zetel/keys"), port=8000, database_url=None
    )


def test_keys_lie_with_the_data_unless_they_are_moved():
    assert from_environ({"ZETEL_DATA": "/srv/zetel"}).keys == Path("/srv/zetel/keys")
    assert from_environ({"ZETEL_KEYS": "/safe"}).keys == Path("/safe")


def test_a_database_and_a_port_can_be_named():
    settings = from_environ({"ZETEL_PORT": "0", "ZETEL_DATABASE_URL": "postgresql://db/zetel"})
    assert (settings.port, settings.database_url) == (0, "postgresql://db/zetel")


def test_an_unknown_name_is_named_and_the_known_ones_are_listed():
    with pytest.raises(BadSettings, match=r"ZETEL_PROT: .*ZETEL_PORT"):
        from_environ({"ZETEL_PROT": "8000"})


@pytest.mark.parametrize("value", ["", "x", "-1", "65536", "8000.0", " 80", "٨٠٠٠", "000080"])
def test_a_port_is_a_whole_number(value: str):
    with pytest.raises(BadSettings, match="ZETEL_PORT"):
        from_environ({"ZETEL_PORT": value})


@pytest.mark.parametrize("name", ["ZETEL_DATA", "ZETEL_KEYS"])
def test_a_folder_has_a_name(name: str):
    with pytest.raises(BadSettings, match=name):
        from_environ({name: ""})


def test_no_message_repeats_a_database_address():
    with pytest.raises(BadSettings, match="ZETEL_DATABASE_URL") as refused:
        from_environ({"ZETEL_DATABASE_URL": "mysql://me:secret@db"})
    assert "secret" not in str(refused.value)
