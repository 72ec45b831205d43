using Gateway.Endpoints.Fhir.Changes;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Values;
using Gateway.Hosting;
using Gateway.Jobs;
using Gateway.Requests.Courts;
using Gateway.Requests.Custody;
using Gateway.Requests.Deliveries;
using Gateway.Requests.Feeds;
using Gateway.Requests.HealthRequests;
using Gateway.Requests.Messages;
using Gateway.Requests.Pushes;
using Gateway.Requests.Referrals;
using Gateway.Requests.Writes;
using Gateway.Storage;
using Gateway.Storage.Feeds;
using Gateway.Storage.Inbox;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Storage.Outbox;
using Gateway.Storage.Search;
using Gateway.Telemetry;

namespace Gateway.Requests;

/// <summary>Registers what takes requests in, and what carries them on.</summary>
internal static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RequestOptions>().Bind(configuration.GetSection(RequestOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => p.GetRequiredService<Microsoft.Extensions.Options.IOptions<RequestOptions>>().Value);
        services.AddSingleton<Func<string>>(() => Guid.NewGuid().ToString("D"));
        services.AddSingleton(p => p.GetRequiredService<LoadedArea>().Sources.Pushed);
        services.AddSingleton(p => new SourceDirectory(p.GetRequiredService<LoadedArea>().Sources, p.GetRequiredService<LoadedArea>().Sources.Pushed));
        services.AddSingleton<RequestInbox>().AddSingleton<LedgerSearch>().AddSingleton<FeedCursors>().AddSingleton<RefusedRecords>();
        services.AddSingleton(p => new ResourceWriter(p.GetRequiredService<GatewayLedger>(), p.GetRequiredService<IndexExtractor>(), p.GetRequiredService<Func<string>>()));
        services.AddSingleton(new OutboxOptions()).AddSingleton<OutboxQueue>().AddSingleton<OutboxPump>();
        services.AddSingleton<CourtDelivery>().AddSingleton<DeliveryDecision>().AddSingleton<DeliveryDesk>().AddSingleton<DeliveryWaits>().AddHostedService<DeliveryWorker>().AddHostedService<LedgerGauges>();
        services.AddSingleton<PushIntake>().AddSingleton<PushLookup>().AddSingleton<PushAudit>().AddSingleton<IPushTaker, EscortRecordTaker>().AddSingleton<IPushTaker, CourtResultTaker>();
        services.AddSingleton<IPushTaker>(p => new CustodyEventTaker(CustodyEventTaker.Records, "custody.record", "custodyNumber", p.GetRequiredService<RecordResources>(), p.GetRequiredService<LinkIndex>()));
        services.AddSingleton<IPushTaker>(p => new CustodyEventTaker(CustodyEventTaker.Arrests, "custody.arrest", null, p.GetRequiredService<RecordResources>(), p.GetRequiredService<LinkIndex>()));
        services.AddSingleton<HealthRequestIntake>().AddSingleton<HealthRequestLookup>().AddSingleton<HealthRequestProgress>().AddSingleton<ReferralReports>().AddSingleton<TaskUpdates>().AddSingleton<SourceWrites>().AddSingleton<MadeResources>().AddSingleton<SourceWriteOutbox>().AddSingleton<IChangeRule, HealthRequestRule>();
        services.AddSingleton(p => new ServedServices(p.GetRequiredService<LoadedArea>().Area)).AddSingleton<ReferralBook>().AddSingleton<ReferralIntake>().AddSingleton<ReferralReplies>().AddSingleton<ReferralSteps>().AddSingleton<MessageEndpoint>().AddSingleton<IChangeRule, ReferralRule>();
        services.AddSingleton<HealthRequestClock>().AddTransient<ClockJob>().AddSingleton(p => new RegularJob("health-request-clock", typeof(ClockJob), p.GetRequiredService<RequestOptions>().ClockEvery));
        return services.AddSingleton<SourceFeeds>().AddSingleton<IEnumerable<IFeedReader>>(p => p.GetRequiredService<SourceFeeds>().All);
    }

    /// <summary>The routes of the native interfaces.</summary>
    public static void MapRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthRequests();
        routes.MapPushes();
    }
}
