-- Of the text that an importance matrix was computed from; texts may be deleted later.
alter table companion add column text_licence text;
