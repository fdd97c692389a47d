"""A bill in an encoding of its country: what names a magnet there is never read as harmless words of another language."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON

MAGNETS = {
    "cp1250": "magnes neodymowy spiekany żółty",
    "cp1251": "Магнит неодимовый",
    "koi8-r": "Магнит неодимовый",
    "cp1252": "Aimant néodyme",
    "cp1253": "μαγνήτης νεοδυμίου",
    "cp1254": "Mıknatıs neodim şerit",
    "cp1255": "מגנט ניאודימיום",
    "cp1256": "مغناطيس نيوديميوم",
    "cp874": "แม่เหล็กนีโอไดเมียม",
    "shift_jis": "ネオジム磁石",
    "euc_jp": "ネオジム磁石",
    "gbk": "磁钢",
    "gb18030": "钕铁硼磁铁",
    "big5": "釹鐵硼磁鐵",
    "euc_kr": "자석",
}


@pytest.mark.parametrize(("encoding", "magnet"), MAGNETS.items())
def test_a_magnet_is_met_in_every_encoding(encoding, magnet, tmp_path):
    path = tmp_path / "bom.csv"
    rows = [
        "Level;Part Number;Description;Quantity",
        "0;P;Product;1",
        f"1;X-1;{magnet};2",
        "1;S-1;Bracket;1",
    ]
    path.write_bytes("\r\n".join(rows).encode(encoding))
    assert assess((path,), (), Options(on=ON, rules=(LAW,))).report.exit_status() == 3
