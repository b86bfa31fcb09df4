package metrics

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"quoth/bot/chat"
	"quoth/knowledge"
)

// readTime is how long the store may take to be read for one answer: Prometheus gives up
// after ten seconds.
const readTime = 8 * time.Second

// loads are those of the adapters, by platform.
type loads struct {
	waiting, refused *prometheus.Desc

	mu sync.Mutex
	of map[string]func() chat.Load
}

func newLoads() *loads {
	return &loads{
		waiting: prometheus.NewDesc("quoth_queue_length", "Events of a platform that are not handled yet.", []string{"platform"}, nil),
		refused: prometheus.NewDesc("quoth_refusals_total", "Calls that a platform refused because the bot may not write there.", []string{"platform"}, nil),
		of:      map[string]func() chat.Load{},
	}
}

func (l *loads) watch(platform string, load func() chat.Load) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.of[platform] = load
}

// Describe implements prometheus.Collector.
func (l *loads) Describe(out chan<- *prometheus.Desc) {
	out <- l.waiting
	out <- l.refused
}

// Collect implements prometheus.Collector.
func (l *loads) Collect(out chan<- prometheus.Metric) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for platform, load := range l.of {
		now := load()
		out <- prometheus.MustNewConstMetric(l.waiting, prometheus.GaugeValue, float64(now.Waiting), platform)
		out <- prometheus.MustNewConstMetric(l.refused, prometheus.CounterValue, float64(now.Refused), platform)
	}
}

// stored are the figures that a store is read for.
type stored struct {
	store knowledge.Store
	log   *slog.Logger
	now   func() time.Time
	gauge map[string]*prometheus.Desc
	feeds *prometheus.Desc
}

// health names the states of feeds.
var health = map[knowledge.FeedHealth]string{
	knowledge.FeedResting: "resting", knowledge.FeedNew: "new", knowledge.FeedWell: "well",
	knowledge.FeedSilent: "silent", knowledge.FeedFailing: "failing", knowledge.FeedLost: "lost",
}

func newStored(store knowledge.Store, log *slog.Logger, now func() time.Time) *stored {
	s := &stored{store: store, log: log, now: now, gauge: map[string]*prometheus.Desc{}}
	s.feeds = prometheus.NewDesc("quoth_feeds", "Feeds, by how they do.", []string{"health"}, nil)
	for name, help := range map[string]string{
		"quoth_articles":            "Articles that are stored and that everybody may read.",
		"quoth_store_bytes":         "How much of the database file is in use.",
		"quoth_news_age_seconds":    "How long ago the newest stored article was published.",
		"quoth_alerts_waiting":      "Alerts that are to be sent or edited.",
		"quoth_alerts_late_seconds": "How long the alert waits that is due for longest, but those of places that refuse them.",
		"quoth_alerts_dead":         "Alerts that were given up.",
		"quoth_places_held":         "Chats that refuse alerts for now.",
	} {
		s.gauge[name] = prometheus.NewDesc(name, help, nil, nil)
	}
	return s
}

// Describe implements prometheus.Collector.
func (s *stored) Describe(out chan<- *prometheus.Desc) {
	out <- s.feeds
	for _, d := range s.gauge {
		out <- d
	}
}

// Collect implements prometheus.Collector. What can't be read is left out.
func (s *stored) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	set := func(name string, value float64) {
		out <- prometheus.MustNewConstMetric(s.gauge[name], prometheus.GaugeValue, value)
	}
	for _, read := range []func(context.Context, func(string, float64)) error{s.news, s.alerts} {
		if err := read(ctx, set); err != nil {
			s.log.Warn("metrics: store read failed", "error", err)
		}
	}
	feeds, err := s.store.Feeds(ctx)
	if err != nil {
		s.log.Warn("metrics: store read failed", "error", err)
		return
	}
	count := map[knowledge.FeedHealth]int{}
	for _, f := range feeds {
		count[f.Health(s.now())]++
	}
	for state, name := range health {
		out <- prometheus.MustNewConstMetric(s.feeds, prometheus.GaugeValue, float64(count[state]), name)
	}
}

func (s *stored) news(ctx context.Context, set func(string, float64)) error {
	stats, err := s.store.Stats(ctx)
	if err != nil {
		return err
	}
	bytes, err := s.store.Bytes(ctx)
	if err != nil {
		return err
	}
	set("quoth_articles", float64(stats.Articles))
	set("quoth_store_bytes", float64(bytes))
	if !stats.Newest.IsZero() {
		set("quoth_news_age_seconds", s.now().Sub(stats.Newest).Seconds())
	}
	return nil
}

func (s *stored) alerts(ctx context.Context, set func(string, float64)) error {
	b, err := s.store.Backlog(ctx)
	if err != nil {
		return err
	}
	set("quoth_alerts_waiting", float64(b.Waiting))
	set("quoth_alerts_dead", float64(b.Dead))
	set("quoth_places_held", float64(b.Held))
	late := 0.0
	if !b.Oldest.IsZero() {
		late = max(0, s.now().Sub(b.Oldest).Seconds())
	}
	set("quoth_alerts_late_seconds", late)
	return nil
}
