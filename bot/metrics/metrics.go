// Package metrics counts what the bot does and what waits for it, in the text format of
// Prometheus (prometheus.io/docs/instrumenting/exposition_formats).
//
// What happens is counted as it happens ([Metrics] is a [bot.Meter]); what is so, such as how
// many alerts wait, is read when it is asked for. No figure names a person, a chat or a feed.
package metrics

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"quoth/bot/chat"
	"quoth/knowledge"
	"quoth/knowledge/answer"
)

// buckets are the bounds of the histogram, in seconds: an answer takes a hundredth of one
// from a small store, and a person has left after 20.
var buckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20}

// Metrics are the figures of one program. Its methods may be called by any number of
// goroutines.
type Metrics struct {
	registry *prometheus.Registry
	log      *slog.Logger

	asks    *prometheus.CounterVec
	took    *prometheus.HistogramVec
	failed  *prometheus.CounterVec
	dropped prometheus.Counter
	loads   *loads
}

// New returns figures that are all nought, and those of a store. A nil log discards, a nil
// now is time.Now.
func New(store knowledge.Store, version string, log *slog.Logger, now func() time.Time) *Metrics {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if now == nil {
		now = time.Now
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(), log: log, loads: newLoads(),
		asks:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "quoth_asks_total", Help: "Questions that were answered, by verdict."}, []string{"verdict"}),
		took:    prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "quoth_request_seconds", Help: "How long requests took to be answered, by command.", Buckets: buckets}, []string{"command"}),
		failed:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "quoth_requests_failed_total", Help: "Requests that could not be met, by command."}, []string{"command"}),
		dropped: prometheus.NewCounter(prometheus.CounterOpts{Name: "quoth_quotes_dropped_total", Help: "Quotes and headlines that were not shown because they are not what was printed, or not stored any more."}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "quoth_build_info", Help: "1, with the version of the program.", ConstLabels: prometheus.Labels{"version": version}})
	build.Set(1)
	for _, v := range []answer.Verdict{answer.Answered, answer.Closest, answer.None} {
		m.asks.WithLabelValues(string(v))
	}
	m.registry.MustRegister(m.asks, m.took, m.failed, m.dropped, build, m.loads, newStored(store, log, now),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handled implements bot.Meter.
func (m *Metrics) Handled(command string, verdict answer.Verdict, failed bool, took time.Duration) {
	if command == "" {
		command = "text"
	}
	m.took.WithLabelValues(command).Observe(took.Seconds())
	if verdict != "" {
		m.asks.WithLabelValues(string(verdict)).Inc()
	}
	if failed {
		m.failed.WithLabelValues(command).Inc()
	}
}

// Dropped implements bot.Meter.
func (m *Metrics) Dropped(n int) { m.dropped.Add(float64(n)) }

// Watch adds the load of a platform's adapter.
func (m *Metrics) Watch(platform string, load func() chat.Load) { m.loads.watch(platform, load) }

// Handler serves the figures to whoever asks.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(m.log.Handler(), slog.LevelWarn), ErrorHandling: promhttp.ContinueOnError,
	})
}
