-- Files on their way in. The bytes received so far are the length of the staged file.

create table upload (
    id text primary key,
    filename text not null,
    total_bytes bigint,
    sha256 text,
    state text not null,
    created_at timestamptz not null,
    touched_at timestamptz not null
);
