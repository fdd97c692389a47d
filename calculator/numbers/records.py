"""``dataclass``, made when it is first used: two hundred records of which a run makes half would else cost a third of a second.

The decorator of the standard library writes six functions as text and compiles them for every class, a millisecond each on
a busy machine. Here only ``__init__`` is compiled, when the first record is made; to compare, to show and to refuse
changes need no text. What a class can do afterwards is what the standard library's can, which a test holds; for a type
checker it is the standard library's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError, field
from operator import attrgetter
from reprlib import recursive_repr
from types import MemberDescriptorType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # handed on, for mypy
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, eq=True, order=False):  # noqa: ANN001, ANN201  # typed above
        """The class as a record, with the meaning that these words have in the standard library.

        >>> @dataclass(frozen=True, slots=True, kw_only=True)
        ... class Part:
        ...     number: str
        ...     grams: int = 0
        >>> Part(number="M-1"), Part(number="M-1") == Part(number="M-1", grams=0)
        (Part(number='M-1', grams=0), True)
        """
        if cls is None:
            return lambda cls: _record(cls, frozen, slots, kw_only, eq, order)
        return _record(cls, frozen, slots, kw_only, eq, order)


@dataclasses.dataclass
class _Probe:
    """One field of the standard library's, for the mark by which ``fields`` tells a field from what only looks like one."""

    value: int


_USUAL_FIELD: Final[Any] = getattr(dataclasses.fields(_Probe)[0], "_field_type")  # noqa: B009  # it has no public name


def _record(  # the words of the decorator, in its order
    cls: type[Any],
    frozen: bool,  # noqa: FBT001  # in the order of the decorator
    slots: bool,  # noqa: FBT001  # in the order of the decorator
    kw_only: bool,  # noqa: FBT001  # in the order of the decorator
    eq: bool,  # noqa: FBT001  # in the order of the decorator
    order: bool,  # noqa: FBT001  # in the order of the decorator
) -> type[Any]:
    own = _own_fields(cls, kw_only=kw_only)
    inherited: dict[str, Field[Any]] = {}
    for base in cls.__mro__[-1:0:-1]:
        inherited.update(getattr(base, "__dataclass_fields__", {}))
    all_fields = {**inherited, **own}
    methods: dict[str, Any] = {
        "__dataclass_fields__": all_fields,
        "__dataclass_params__": SimpleNamespace(
            init=True, repr=True, eq=eq, order=order, unsafe_hash=False, frozen=frozen
        ),
        "__match_args__": tuple(
            name for name, each in all_fields.items() if each.init and not each.kw_only
        ),
        "__repr__": _repr_of(all_fields),
        "__signature__": _Signature(),
    }
    if eq:
        compared = _values_of([name for name, each in all_fields.items() if each.compare])
        methods["__eq__"] = _eq_of(compared)
        if order:
            methods.update(_orders_of(compared))
    if eq and _says_nothing_of_hashes(cls):
        hashed = [
            name
            for name, each in all_fields.items()
            if (each.compare if each.hash is None else each.hash)
        ]
        methods["__hash__"] = _hash_of(_values_of(hashed)) if frozen else None
    stated = vars(cls)
    methods = {
        name: method
        for name, method in methods.items()
        if name not in stated or name in {"__hash__", "__dataclass_fields__", "__signature__"}
    }
    made = _with_slots(cls, own, inherited) if slots else cls
    for name, method in methods.items():
        setattr(made, name, method)
    if slots and frozen:
        _give(made, "__getstate__", _getstate)
        _give(made, "__setstate__", _setstate)
    if frozen:
        _refuse_changes(made, frozenset(all_fields))
    if "__init__" not in stated:
        made.__init__ = _first_init(made)
    return made


def _own_fields(cls: type[Any], *, kw_only: bool) -> dict[str, Field[Any]]:
    own: dict[str, Field[Any]] = {}
    for name, kind in vars(cls).get("__annotations__", {}).items():
        if "ClassVar" in (kind if isinstance(kind, str) else repr(kind)):
            continue
        default = getattr(cls, name, MISSING)
        if isinstance(default, MemberDescriptorType):
            default = MISSING
        each: Any = default if isinstance(default, Field) else field(default=default)
        if each.default.__class__.__hash__ is None:
            raise ValueError(
                f"the default of {name} can be changed, so that all would share it: use default_factory"
            )
        each.name, each.type, each._field_type = name, kind, _USUAL_FIELD  # noqa: SLF001  # as the standard library marks it
        if each.kw_only is MISSING:
            each.kw_only = kw_only
        own[name] = each
        if isinstance(default, Field):
            if each.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, each.default)
    return own


def _with_slots(
    cls: type[Any], own: dict[str, Field[Any]], inherited: dict[str, Field[Any]]
) -> type[Any]:
    """The class anew: slots cannot be added to one that is there."""
    namespace = dict(vars(cls))
    for name in (*own, "__dict__", "__weakref__"):
        namespace.pop(name, None)
    there = {
        slot
        for base in cls.__mro__[1:-1]
        for slot in vars(base).get("__slots__", ())
        if slot in inherited
    }
    namespace["__slots__"] = tuple(name for name in own if name not in there)
    made: type[Any] = type(cls)(cls.__name__, cls.__bases__, namespace)  # type: ignore[misc]
    made.__qualname__ = cls.__qualname__
    return made


def _says_nothing_of_hashes(cls: type[Any]) -> bool:
    """True where the class defines no ``__hash__``; Python itself writes None where only ``__eq__`` is defined."""
    stated = vars(cls)
    return stated.get("__hash__", MISSING) is MISSING or (
        stated["__hash__"] is None and "__eq__" in stated
    )


def _values_of(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The values of these fields as a tuple, which compares what is the same object without asking it."""
    if not names:
        return lambda _: ()
    values = attrgetter(*names)
    return values if len(names) > 1 else lambda record: (values(record),)


def _eq_of(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    def __eq__(self: Any, other: object) -> Any:  # noqa: N807  # the method of this name
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    return __eq__


def _hash_of(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807  # the method of this name
        return hash(values(self))

    return __hash__


def _orders_of(values: Callable[[Any], tuple[Any, ...]]) -> dict[str, Callable[[Any, Any], Any]]:
    def ordered(name: str) -> Callable[[Any, Any], Any]:
        compare = getattr(tuple, name)

        def order(self: Any, other: object) -> Any:
            if other.__class__ is self.__class__:
                return compare(values(self), values(other))
            return NotImplemented

        return order

    return {name: ordered(name) for name in ("__lt__", "__le__", "__gt__", "__ge__")}


def _repr_of(all_fields: dict[str, Field[Any]]) -> Callable[[Any], str]:
    names = [name for name, each in all_fields.items() if each.repr]

    @recursive_repr()
    def __repr__(self: Any) -> str:  # noqa: N807  # the method of this name
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    return __repr__


def _give(cls: type[Any], name: str, method: Callable[..., Any]) -> None:
    if name not in vars(cls):
        setattr(cls, name, method)


def _getstate(self: Any) -> list[Any]:
    """What is pickled: a report comes out of its worker so."""
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)


def _refuse_changes(cls: type[Any], names: frozenset[str]) -> None:
    def __setattr__(self: Any, name: str, value: Any) -> None:  # noqa: N807  # the method of this name
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807  # the method of this name
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for name, method in (("__setattr__", __setattr__), ("__delattr__", __delattr__)):
        if name in vars(cls):
            raise TypeError(f"{cls.__name__} is frozen and has a {name} of its own")
        setattr(cls, name, method)


def _first_init(cls: type[Any]) -> Callable[..., None]:
    """An ``__init__`` that writes the real one when it is first called, or asked to ``finish``."""

    def finish() -> Callable[..., None]:
        init: Callable[..., None] = vars(cls)["__init__"]
        if hasattr(init, "finish"):
            init = _init_of(cls)
            cls.__init__ = init
        return init

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807  # the method of this name
        finish()(self, *values, **named)

    __init__.finish = finish  # type: ignore[attr-defined]
    return __init__


def _init_of(cls: type[Any]) -> Callable[..., None]:
    """The function that the fields of a class ask for: a default where they have one, by name only where they say so."""
    stated: dict[str, Field[Any]] = cls.__dataclass_fields__
    names: dict[str, Any] = {"_record_missing": _NOT_GIVEN, "_record_set": object.__setattr__}
    body = [line for each in stated.values() for line in _set_field(cls, each, names)]
    if hasattr(cls, "__post_init__"):
        body.append(" _record_self.__post_init__()")
    taken = [each for each in stated.values() if each.init]
    by_name = [_word_of(each) for each in taken if each.kw_only]
    by_place = [_word_of(each) for each in taken if not each.kw_only]
    words = ", ".join(["_record_self", *by_place, *(["*", *by_name] if by_name else [])])
    made: dict[str, Any] = {}
    text = f"def __init__({words}):\n" + ("\n".join(body) or " pass")
    exec(text, names, made)  # noqa: S102  # names of fields alone, which stand in our own code
    init: Callable[..., None] = made["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    init.__annotations__ = {each.name: each.type for each in taken} | {"return": None}
    return init


def _word_of(stated: Field[Any]) -> str:
    """A field as a parameter."""
    if stated.default_factory is not MISSING:
        return f"{stated.name}=_record_missing"
    return stated.name if stated.default is MISSING else f"{stated.name}=_default_{stated.name}"


def _set_field(cls: type[Any], stated: Field[Any], names: dict[str, Any]) -> Iterator[str]:
    """The line that sets a field, if any; ``names`` gets what it needs."""
    name = value = stated.name
    slot = getattr(cls, name, None)
    if stated.default_factory is not MISSING:
        names[f"_make_{name}"] = stated.default_factory
        value = f"_make_{name}()"
        if stated.init:
            value += f" if {name} is _record_missing else {name}"
    else:
        if stated.default is not MISSING:
            names[f"_default_{name}"] = stated.default
        if not stated.init:
            # Without a slot the default stands on the class.
            if stated.default is MISSING or not isinstance(slot, MemberDescriptorType):
                return
            value = f"_default_{name}"
    if not cls.__dataclass_params__.frozen:
        yield f" _record_self.{name} = {value}"
    elif isinstance(slot, MemberDescriptorType):
        # The slot itself takes half the time of object.__setattr__.
        names[f"_slot_{name}"] = slot.__set__
        yield f" _slot_{name}(_record_self, {value})"
    else:
        yield f" _record_set(_record_self, {name!r}, {value})"


class _NotGiven:
    """Stands where a field is made anew for each record; shown in a signature."""

    def __repr__(self) -> str:
        return "<factory>"


_NOT_GIVEN: Final = _NotGiven()


class _Signature:
    """The words that a class takes, for ``help``: those of its real ``__init__``."""

    def __get__(self, record: object, cls: type[Any]) -> Any:
        if record is not None:
            raise AttributeError("__signature__")
        from inspect import signature

        init = cls.__init__
        words = signature(init.finish() if hasattr(init, "finish") else init)
        return words.replace(parameters=[*words.parameters.values()][1:])
