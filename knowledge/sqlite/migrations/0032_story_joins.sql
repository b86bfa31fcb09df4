-- Which story goes on for one that turned out to be the same.
CREATE TABLE story_joins (
    id    INTEGER PRIMARY KEY,   -- the story that is no more
    story INTEGER NOT NULL       -- that it is now; never one that is no more
);
CREATE INDEX story_joins_story ON story_joins (story);
