-- Each change takes the next turn: what has a turn holds every change up to it.
ALTER TABLE writer ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
