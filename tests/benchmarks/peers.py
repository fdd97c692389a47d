"""The same roll-up as others would write it: what is in each item of a bill, over all levels.

Each takes lines with places for identifiers and gives back an array of (items, columns). None of them knows bounds, exact
numbers or which of its zeros is one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.bills import Lines

Doubles = NDArray[np.float64]
Peer = Callable[[Lines, NDArray[np.int64], Doubles], Doubles]


def pandas_merge(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """Level by level: merge the lines with what was new in their components, multiply, group by parent."""
    import pandas as pd

    names = [f"c{one}" for one in range(contents.shape[1])]
    lines = pd.DataFrame(
        {"parent": bill.parents, "component": bill.components, "quantity": bill.quantities}
    )
    front = pd.DataFrame(contents, columns=names, index=listed).rename_axis("component")
    total = front.reindex(np.arange(bill.items), fill_value=0.0).to_numpy(copy=True)
    while len(front):
        met = lines.merge(front, left_on="component", right_index=True)
        front = (
            met[names]
            .mul(met["quantity"], axis=0)
            .groupby(met["parent"])
            .sum()
            .rename_axis("component")
        )
        total[front.index.to_numpy()] += front.to_numpy()
    return total


def pandas_whole(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """The plainer way: at every level merge all lines with what is known so far, until nothing changes."""
    import pandas as pd

    names = [f"c{one}" for one in range(contents.shape[1])]
    lines = pd.DataFrame(
        {"parent": bill.parents, "component": bill.components, "quantity": bill.quantities}
    )
    stated = pd.DataFrame(contents, columns=names, index=listed).reindex(
        np.arange(bill.items), fill_value=0.0
    )
    total = stated
    for _ in range(len(bill.levels) - 2):
        met = lines.merge(total, left_on="component", right_index=True)
        total = stated.add(
            met[names].mul(met["quantity"], axis=0).groupby(met["parent"]).sum(), fill_value=0.0
        )
    return total.to_numpy()


def polars_join(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """The same with polars."""
    import polars as pl

    names = [f"c{one}" for one in range(contents.shape[1])]
    lines = pl.DataFrame(
        {"parent": bill.parents, "component": bill.components, "quantity": bill.quantities}
    ).lazy()
    front = pl.DataFrame({"component": listed, **dict(zip(names, contents.T, strict=True))})
    total = np.zeros((bill.items, contents.shape[1]))
    total[listed] = contents
    while len(front):
        sums = (
            lines.join(front.lazy(), on="component")
            .group_by("parent")
            .agg([(pl.col(one) * pl.col("quantity")).sum() for one in names])
        )
        front = sums.rename({"parent": "component"}).collect()
        total[front["component"].to_numpy()] += front.select(names).to_numpy()
    return total


def duckdb_join(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """The same as one SQL join a level."""
    import duckdb
    import pandas as pd

    names = [f"c{one}" for one in range(contents.shape[1])]
    total = np.zeros((bill.items, contents.shape[1]))
    total[listed] = contents
    with duckdb.connect() as base:
        base.register(
            "given",
            pd.DataFrame(
                {"parent": bill.parents, "component": bill.components, "quantity": bill.quantities}
            ),
        )
        base.register("start", pd.DataFrame(contents, columns=names).assign(component=listed))
        base.execute("CREATE TABLE lines AS FROM given; CREATE TABLE front AS FROM start")
        sums = ", ".join(f"sum({one} * quantity) AS {one}" for one in names)
        while True:
            base.execute(
                f"CREATE OR REPLACE TABLE front AS SELECT parent AS component, {sums} FROM lines JOIN front USING (component) GROUP BY parent"
            )
            found = base.execute("FROM front").fetchnumpy()
            if not len(found["component"]):
                return total
            total[found["component"]] += np.column_stack([found[one] for one in names])


def networkx_order(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """A graph, its topological order, and a sum over the edges of each node."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(bill.items))
    graph.add_weighted_edges_from(
        zip(bill.parents.tolist(), bill.components.tolist(), bill.quantities.tolist(), strict=True)
    )
    total = np.zeros((bill.items, contents.shape[1]))
    total[listed] = contents
    for item in reversed(list(nx.topological_sort(graph))):
        for _, component, quantity in graph.out_edges(item, data="weight"):
            total[item] += quantity * total[component]
    return total


def scipy_solve(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """A general sparse LU of I - A. Its zeros and its digits are those of a solver of equations; see the column of errors."""
    from scipy.sparse import csc_array, identity
    from scipy.sparse.linalg import spsolve

    lines = csc_array(
        (bill.quantities, (bill.parents, bill.components)), shape=(bill.items, bill.items)
    )
    stated = np.zeros((bill.items, contents.shape[1]))
    stated[listed] = contents
    return np.asarray(
        spsolve((identity(bill.items, format="csc") - lines).tocsc(), stated)
    ).reshape(stated.shape)


def bw2calc_solve(bill: Lines, listed: NDArray[np.int64], contents: Doubles) -> Doubles:
    """Life cycle assessment's way: one product's supply by bw2calc's default solver, then what is in what it takes.

    Only the first item's row is filled: this way answers for one product at a time.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bw2calc
        import bw_processing

        package = bw_processing.create_datapackage()
        everything = np.arange(bill.items)
        pairs = np.concatenate(
            [
                np.column_stack([everything, everything]),
                np.column_stack([bill.components, bill.parents]),
            ]
        )
        package.add_persistent_vector(
            matrix="technosphere_matrix",
            indices_array=np.array(
                list(map(tuple, pairs.tolist())), dtype=bw_processing.INDICES_DTYPE
            ),
            data_array=np.concatenate([np.ones(bill.items), bill.quantities]),
            flip_array=np.concatenate(
                [np.zeros(bill.items, dtype=bool), np.ones(len(bill.quantities), dtype=bool)]
            ),
        )
        package.add_persistent_vector(
            matrix="biosphere_matrix",
            indices_array=np.array(
                [(bill.items, one) for one in listed.tolist()], dtype=bw_processing.INDICES_DTYPE
            ),
            data_array=contents[:, 0],
        )
        lca = bw2calc.LCA({0: 1}, data_objs=[package])
        lca.lci()
    total = np.zeros((bill.items, contents.shape[1]))
    total[0, 0] = lca.inventory.sum()
    return total


PEERS: dict[str, Peer] = {
    "pandas merge": pandas_whole,
    "pandas merge of what is new": pandas_merge,
    "polars join of what is new": polars_join,
    "DuckDB level join": duckdb_join,
    "networkx": networkx_order,
    "scipy spsolve": scipy_solve,
    "bw2calc": bw2calc_solve,
}
MOST_LINES = {"networkx": 100_000, "scipy spsolve": 10_000, "bw2calc": 10_000}
"""Beyond these a peer takes minutes, or more memory than there is."""
