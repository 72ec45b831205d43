using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests;

public sealed class PostgresPresenceTests
{
    [NeedsPostgresFact]
    public void The_tests_of_this_project_run_on_PostgreSQL_too() => Stores.Kinds.Should().HaveCount(2);
}
