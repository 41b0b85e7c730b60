"""What `python3 bootstrap.py load` runs: the product under the traffic of a country, for as long as it is asked.

A database and a PostgreSQL of its own, fictitious content, the programs of an installation, and clients that come at a
fixed rate whether or not they are answered (docs/load.md, decision 0196).
"""
