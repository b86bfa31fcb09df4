-- Sent alerts are removed after a time, the oldest first.
CREATE INDEX alerts_sent ON alerts (sent) WHERE sent IS NOT NULL AND NOT open AND NOT dead;
