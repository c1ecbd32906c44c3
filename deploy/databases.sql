-- Run once by psql as superuser on a new server: a database for each service, an owner who migrates
-- it, and a runtime role that may do what the migrations grant it. PostgreSQL 15 or later.

\getenv did_owner_password DID_OWNER_PASSWORD
\getenv did_app_password DID_APP_PASSWORD
\getenv pay_owner_password PAY_OWNER_PASSWORD
\getenv pay_app_password PAY_APP_PASSWORD
\getenv callback_owner_password CALLBACK_OWNER_PASSWORD
\getenv callback_app_password CALLBACK_APP_PASSWORD

create role berth_did_owner login password :'did_owner_password';
create role berth_did_app login password :'did_app_password';
create database berth_did owner berth_did_owner;
revoke all on database berth_did from public;
grant connect on database berth_did to berth_did_app;

create role berth_pay_owner login password :'pay_owner_password';
create role berth_pay_app login password :'pay_app_password';
create database berth_pay owner berth_pay_owner;
revoke all on database berth_pay from public;
grant connect on database berth_pay to berth_pay_app;

create role berth_callback_owner login password :'callback_owner_password';
create role berth_callback_app login password :'callback_app_password';
create database berth_callback owner berth_callback_owner;
revoke all on database berth_callback from public;
grant connect on database berth_callback to berth_callback_app;

\connect berth_did
revoke all on schema public from public;
grant usage on schema public to berth_did_app;

\connect berth_pay
revoke all on schema public from public;
grant usage on schema public to berth_pay_app;

\connect berth_callback
revoke all on schema public from public;
grant usage on schema public to berth_callback_app;
