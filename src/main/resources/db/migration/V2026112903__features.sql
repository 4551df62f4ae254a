create table feature (
    digest text primary key,
    name text not null,
    yaml text not null,
    shipped boolean not null,
    current boolean not null,
    created_at timestamptz not null
);
create unique index feature_current on feature (name) where current;
