-- What a sweep has to make and how far it is.

create table sweep_quant (
    job_id bigint not null references job on delete cascade,
    ordinal int not null,
    recipe_digest text not null references recipe,
    recipe_name text not null,
    predicted_bytes bigint not null,
    fallbacks int not null,
    weighted boolean not null,
    weights_digest text not null,
    quant_id bigint references quant on delete set null,
    made boolean not null,
    primary key (job_id, ordinal)
);

create table sweep_unit (
    job_id bigint not null references job on delete cascade,
    unit_key text not null,
    tensor_ordinal int not null,
    type text not null,
    weighted boolean not null,
    elements bigint not null,
    reused boolean not null,
    blob_sha256 text,
    bytes bigint not null,
    encoder text,
    nanos bigint,
    done_at timestamptz,
    primary key (job_id, unit_key)
);

-- The tensors of each quant, in file order.
create table sweep_tensor (
    job_id bigint not null,
    quant_ordinal int not null,
    ordinal int not null,
    tensor_name text not null,
    unit_key text not null,
    primary key (job_id, quant_ordinal, ordinal),
    foreign key (job_id, quant_ordinal) references sweep_quant on delete cascade
);
create index sweep_tensor_unit on sweep_tensor (job_id, unit_key);
