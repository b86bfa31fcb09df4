-- Which feed brought the article, whose server is asked as its operator chose.
ALTER TABLE page_checks ADD COLUMN feed INTEGER NOT NULL DEFAULT 0;
