"""Wherever a magnet, a target or a motor with a size or a grade is planted in a text, it is heard."""

from hypothesis import given
from hypothesis import strategies as st

from calculator.recognition.heard_phrase import HeardKind, Standing
from calculator.recognition.hearing import hear, hear_all

PLANTED = {
    "N52 magnet 10x5": HeardKind.MAGNET,
    "Ringmagnet N42SH 20x10": HeardKind.MAGNET,
    "aimant néodyme 10x3 mm": HeardKind.MAGNET,
    "imán de neodimio 8x3": HeardKind.MAGNET,
    "magnete al neodimio 10x5": HeardKind.MAGNET,
    "magnes neodymowy 10x5": HeardKind.MAGNET,
    "ímã de neodímio 10x5": HeardKind.MAGNET,
    "neodyum mıknatıs 10x5": HeardKind.MAGNET,
    "neodymový magnet 10x5": HeardKind.MAGNET,
    "nam châm đất hiếm 10x5": HeardKind.MAGNET,
    "钕铁硼磁铁 10x5": HeardKind.MAGNET,
    "ネオジム磁石 10x5": HeardKind.MAGNET,
    "네오디뮴 자석 10x5": HeardKind.MAGNET,
    "Tb sputtering target 3 in": HeardKind.TARGET,
    "AlSc 20at% 300mm": HeardKind.TARGET,
    "BLDC motor 24 V": HeardKind.HOLDER,
    "moteur pas à pas 12 V": HeardKind.HOLDER,
    "步进电机 24 V": HeardKind.HOLDER,
    "8505.11.10": HeardKind.MAGNET,
}
FILLERS = [
    "",
    "see drawing 4711 rev B",
    "painted RAL 7016, steel",
    "Bracket for motor",
    "keep away from magnets",
    "No substitutes",
    "without coating",
    "delivered by Ningbo Magnet Co., Ltd.",
    "Bitte vor dem Einbau prüfen",
    "à coller avec Loctite",
    "见图纸",
    "図面参照",
    "x" * 450,
    "word " * 120,
    "https://shop.example/motor-mounts/m3",
]
BETWEEN = ["; ", "\n", ". ", " | ", "! "]


@given(
    st.sampled_from(sorted(PLANTED)),
    st.lists(st.sampled_from(FILLERS), max_size=4),
    st.lists(st.sampled_from(FILLERS), max_size=4),
    st.sampled_from(BETWEEN),
)
def test_a_planted_part_is_heard_whatever_stands_before_and_behind_it(
    planted, before, after, between
):
    heard = hear(between.join([*before, planted, *after]))
    assert any(
        phrase.kind is PLANTED[planted] and phrase.standing is Standing.ITSELF and phrase.is_part
        for phrase in heard
    ), heard


@given(st.text(max_size=200))
def test_any_text_is_heard_and_every_phrase_lies_in_it(text):
    for phrase in hear(text):
        assert 0 <= phrase.start <= phrase.end <= len(text)
        assert phrase.words.strip()


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*PLANTED, *FILLERS, "JL MAG", "17HS4401", "non-magnetic", "850511"]),
            st.text(max_size=30),
        ),
        max_size=30,
    )
)
def test_many_texts_at_once_say_what_each_says_alone(texts):
    assert hear_all(texts) == {text: heard for text in texts if (heard := hear(text))}
