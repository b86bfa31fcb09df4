-- That a place refuses alerts for a while: since when, until when it is left alone, why.
ALTER TABLE places ADD COLUMN held_since INTEGER;
ALTER TABLE places ADD COLUMN held_until INTEGER;
ALTER TABLE places ADD COLUMN held_reason TEXT NOT NULL DEFAULT '';
