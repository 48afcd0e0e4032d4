"""The ten most frequent status codes of access-log files.

    python -m batch.top_status_codes access.log other.log.gz
    zcat *.gz | python -m batch.top_status_codes -r local

Prints ``code<TAB>count``, count descending; equal counts in the order of the codes. A code outside
100–599 counts as ``other``. Malformed lines count nowhere.
"""

from batch.top_list import TopList


class TopStatusCodes(TopList):
    DIMENSION = "status"
    ROWS = 10


if __name__ == "__main__":
    TopStatusCodes.run()
