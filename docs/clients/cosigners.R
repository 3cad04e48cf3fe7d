# Who signs with whom: all signers from GraphQL, page by page, and the network from a plain URL.
# Usage: Rscript cosigners.R [http://127.0.0.1:8080]
library(httr2) # wants jsonlite, too
library(igraph)

args <- commandArgs(trailingOnly = TRUE)
server <- if (length(args) > 0) args[[1]] else "http://127.0.0.1:8080"

ask <- function(query, variables = NULL) {
  answer <- request(server) |>
    req_url_path("/graphql") |>
    req_body_json(list(query = query, variables = variables)) |>
    req_perform() |>
    resp_body_json()
  if (!is.null(answer$errors)) stop(answer$errors[[1]]$message)
  answer$data
}

query <- "query Signers($after: String) {
  people(where: { lettersSigned: { gte: 1 } }, first: 25, after: $after) {
    nodes { id name letters { totalCount } }
    pageInfo { hasNextPage endCursor }
  }
}"
people <- list()
after <- NULL
repeat {
  page <- ask(query, if (is.null(after)) NULL else list(after = after))$people
  people <- c(people, page$nodes)
  if (!page$pageInfo$hasNextPage) break
  after <- page$pageInfo$endCursor
}
cat(length(people), "people signed a letter\n")

file <- tempfile(fileext = ".graphml")
request(server) |> req_url_path("/api/network/cosign.graphml") |> req_perform(path = file) |> invisible()
network <- read_graph(file, format = "graphml")
cat(vcount(network), "people are tied by", ecount(network), "edges\n")

between <- betweenness(network, weights = NA, normalized = TRUE)
for (i in order(-between)[1:3]) cat(sprintf("%.4f %s\n", between[i], V(network)$label[i]))
