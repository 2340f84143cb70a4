-- What was given up is looked for by office, among all that is only due: as small as the trouble.
CREATE INDEX timer_failed ON engine.timer (office, failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX outbox_failed ON engine.outbox (office, failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX schedule_failed ON engine.schedule (office, failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX stimulus_failed ON engine.stimulus (office, failed_at) WHERE failed_at IS NOT NULL;
