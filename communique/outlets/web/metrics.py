"""What the server measures of itself, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """Counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "communique_requests_total", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "communique_request_seconds", "Time to answer.", ("route",), buckets=BUCKETS, registry=self.registry
        )
        self.cache = Counter(
            "communique_cache_total", "Pages found ready or made.", ("outcome",), registry=self.registry
        )
        self.refused = Counter("communique_refused_total", "Requests refused.", ("reason",), registry=self.registry)
        self.readings = Counter("communique_readings_total", "Posted texts read.", registry=self.registry)
        self.items = Gauge("communique_record_items", "What the record holds.", ("kind",), registry=self.registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request more."""
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self, counts: dict[str, int]) -> bytes:
        """Everything, as Prometheus reads it."""
        for kind, number in counts.items():
            self.items.labels(kind).set(number)
        return generate_latest(self.registry)
