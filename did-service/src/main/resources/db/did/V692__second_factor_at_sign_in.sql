-- People other than operators, whom the console asks, are asked for their factor when they sign in.
alter table second_factors add column at_sign_in boolean not null default false;
