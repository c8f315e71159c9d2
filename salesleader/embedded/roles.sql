-- The two logins of SalesLeader and its database. Run by a superuser, with psql; may run again.
-- The owner changes tables and is used for nothing else. The application reads and writes rows: it owns
-- nothing, so that row-level security binds it. Its rights on tables are granted by the migrations.
\set ON_ERROR_STOP on
\getenv owner_password SALESLEADER_OWNER_PASSWORD
\getenv app_password SALESLEADER_APP_PASSWORD

SELECT 'CREATE ROLE salesleader_owner' WHERE to_regrole('salesleader_owner') IS NULL \gexec
SELECT 'CREATE ROLE salesleader_app' WHERE to_regrole('salesleader_app') IS NULL \gexec
ALTER ROLE salesleader_owner LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD :'owner_password';
ALTER ROLE salesleader_app LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD :'app_password';
-- The tests log in as the owner and then become the application.
GRANT salesleader_app TO salesleader_owner WITH INHERIT FALSE, SET TRUE;

SELECT 'CREATE DATABASE salesleader OWNER salesleader_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'salesleader') \gexec
REVOKE ALL ON DATABASE salesleader FROM PUBLIC;
-- Temporary tables: imports are copied into one first, because COPY cannot pass row-level security.
GRANT CONNECT, TEMPORARY ON DATABASE salesleader TO salesleader_app;
\connect salesleader
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO salesleader_app;
