"""Who signs with whom: all signers from GraphQL, page by page, and the network from a plain URL.

Usage: cosigners.py [http://127.0.0.1:8080]
"""
import io
import json
import sys
import urllib.request

import networkx as nx

SERVER = (sys.argv[1:] or ["http://127.0.0.1:8080"])[0].rstrip("/")

SIGNERS = """
query Signers($after: String) {
  people(where: { lettersSigned: { gte: 1 } }, first: 25, after: $after) {
    totalCount
    nodes { id name party letters { totalCount } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def ask(query, **variables):
    """The data of a GraphQL answer; an error of the server is an exception."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(SERVER + "/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        result = json.load(answer)
    if result.get("errors"):
        raise RuntimeError(result["errors"][0]["message"])
    return result["data"]


def signers():
    """Every person who signed a letter."""
    after = None
    while True:
        page = ask(SIGNERS, after=after)["people"]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


people = list(signers())
print(len(people), "people signed a letter")

with urllib.request.urlopen(SERVER + "/api/network/cosign.graphml", timeout=30) as answer:
    network = nx.read_graphml(io.BytesIO(answer.read()))
print(network.number_of_nodes(), "people are tied by", network.number_of_edges(), "edges")

between = nx.betweenness_centrality(network)
for node in sorted(between, key=lambda n: (-between[n], n))[:3]:
    print(f"{between[node]:.4f} {network.nodes[node].get('label', node)}")
