using Gateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace Gateway.Jobs;

/// <summary>Registers what the gateway does by itself. The container must have the ledger and a clock; feeds are those that it has.</summary>
internal static class GatewayJobs
{
    private const string Scheduler = "gateway";

    /// <param name="services">The container.</param>
    /// <param name="configuration">The gateway's configuration, whose section Jobs is read.</param>
    /// <param name="ledger">Where the ledger lies. On PostgreSQL the schedule lies in the same database, and nodes share it; beside SQLite's file it has one of its own, so that neither waits for the other's writes.</param>
    public static IServiceCollection AddGatewayJobs(this IServiceCollection services, IConfiguration configuration, LedgerOptions ledger)
    {
        var section = configuration.GetSection(JobsOptions.Section);
        services.AddOptions<JobsOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        var options = section.Get<JobsOptions>() ?? new JobsOptions();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(s =>
            {
                s.InstanceName = Scheduler;
                s.GenerateInstanceId = ledger.Postgres is not null;
            });
            quartz.UseDefaultThreadPool(options.Threads);
            quartz.AddJobMiddleware<SafeFailures>();
            quartz.UsePersistentStore(store => UseLedger(store, ledger, options));
        });
        services.AddHostedService<JobSchedule>();
        return services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    private static void UseLedger(IPersistentStoreBuilder store, LedgerOptions ledger, JobsOptions options)
    {
        store.ProvisionSchema();
        store.ConfigureStore(s => s.StoreJobDataAsStrings = true);
        if (ledger.Postgres is { } connection)
        {
            store.UsePostgres(NpgsqlFactory.Instance, connection);
            store.UseClustering(c => (c.CheckinInterval, c.CheckinMisfireThreshold) = (options.CheckInEvery, options.CheckInEvery));
        }
        else
        {
            store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = Beside(ledger.File) }.ToString());
        }
    }

    /// <summary>The file of the schedule beside a ledger's: <c>gateway.jobs.db</c>.</summary>
    internal static string Beside(string file) => Path.ChangeExtension(file, $".jobs{Path.GetExtension(file)}");
}
