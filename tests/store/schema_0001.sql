BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE drafts (
	id VARCHAR(22) NOT NULL, 
	origin TEXT NOT NULL, 
	"view" TEXT NOT NULL, 
	current INTEGER NOT NULL, 
	latest INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	saved_at DATETIME NOT NULL, 
	touched_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "drafts" VALUES('kept-since-schema-0001','kr-general-500','{"language": "ko"}',1,2,3,'2126-01-02 03:04:05.000006','2126-01-02 03:04:05.000006');
CREATE TABLE revisions (
	draft_id VARCHAR(22) NOT NULL, 
	number INTEGER NOT NULL, 
	parent INTEGER, 
	digest VARCHAR(64) NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (draft_id, number), 
	FOREIGN KEY(draft_id) REFERENCES drafts (id) ON DELETE CASCADE
);
INSERT INTO "revisions" VALUES('kept-since-schema-0001',0,NULL,'2a7e32ece61cfca868439367e442fba0cc5b6263890aabfee07fe2c657151517','{"beds": 500}');
INSERT INTO "revisions" VALUES('kept-since-schema-0001',1,0,'887d86e40f2aa2b5eae2c2b8bfa3fd2398f77848bdbb6989f52f6b67d606875f','{"beds": 450, "name": "서울"}');
INSERT INTO "revisions" VALUES('kept-since-schema-0001',2,1,'c4a6191a21bffb836a49e0d296af49d1f3979ff18975e08d13863d00d4a0e195','{"beds": 400}');
CREATE INDEX drafts_by_saved_at ON drafts (saved_at);
CREATE INDEX drafts_by_touched_at ON drafts (touched_at);
CREATE INDEX revisions_by_parent ON revisions (draft_id, parent, number);
CREATE INDEX revisions_by_digest ON revisions (draft_id, digest, number);
COMMIT;
