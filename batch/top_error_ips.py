"""The five clients with the most requests answered 4xx or 5xx, from access-log files.

    python -m batch.top_error_ips access.log other.log.gz
    zcat *.gz | python -m batch.top_error_ips -r local

Prints ``client<TAB>count``, count descending; equal counts in the order of the clients' bytes.
Control characters and invalid UTF-8 in a client are escaped, so that it cannot steer a terminal.
"""

from batch.top_list import TopList


class TopErrorIps(TopList):
    DIMENSION = "error_ip"
    ROWS = 5


if __name__ == "__main__":
    TopErrorIps.run()
