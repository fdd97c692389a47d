"""The same work on the machines of a Dask cluster that is there already."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from calculator.audit.plan import Order
from calculator.audit.run import ExecutorError, Executors
from calculator.audit.supervisor import assess_share

if TYPE_CHECKING:
    from distributed import Client

SHARE: Final = 50
"""Files of one task: starting a worker for it costs about as much as three of them."""
_SHARES_AT_ONCE: Final = 256
_CONNECT_SECONDS: Final = 20
_CLOSE_SECONDS: Final = 5


@contextmanager
def cluster_executors(address: str, order: Order) -> Iterator[Executors]:
    """The cluster behind a scheduler's address. Raises ExecutorError where there is none, or it has no worker.

    Dask does again what a dead worker had; what it gives up comes back as an exception and is handed out again by ``run``.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ModuleNotFoundError:
        raise ExecutorError(
            '--scheduler needs the package distributed: pip install "bom-deminimis[cluster]"'
        ) from None
    try:
        # A client of an address that is none complains once more when it is thrown away.
        get_address_host_port(address)
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise ExecutorError(
            f"no scheduler answers at {address} ({str(fault)[:200]}); check the address and the firewall"
        ) from None
    try:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except OSError:
            raise ExecutorError(
                f"the cluster at {address} has no worker; start one with `dask worker {address}`"
            ) from None
        executor = client.get_executor(pure=False)
        yield Executors(
            executor=executor,
            work=partial(assess_share, order, order.digest),
            share=SHARE,
            shares_at_once=_SHARES_AT_ONCE,
            why_gone=Heard(client, address).why_gone,
        )
        executor.shutdown(wait=False)
    finally:
        client.close(timeout=_CLOSE_SECONDS)


class Heard:
    """When the scheduler was last heard of. It may be restarted meanwhile; its tasks are lost then, and ours to hand out again."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._last = time.monotonic()

    def why_gone(self) -> str:
        """That the scheduler has not been heard of for too long; a blank while it has."""
        if self._client.status == "running":
            self._last = time.monotonic()
        silent = time.monotonic() - self._last
        if self._client.status != "closed" and silent < _SILENT_SECONDS:
            return ""
        return f"the scheduler at {self._address} no longer answers"


_SILENT_SECONDS: Final = 30
