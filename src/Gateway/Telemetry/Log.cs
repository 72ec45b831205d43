using Gateway.Sources;
using Microsoft.Extensions.Logging;

namespace Gateway.Telemetry;

/// <summary>All that the host logs. Nothing here takes a body, a query, a path with ids, or anything of a token but its client.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "A token was refused: {Reason}.")]
    public static partial void TokenRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "The client {Client} lacks the scope {Scope}.")]
    public static partial void CallerForbidden(ILogger logger, string client, string scope);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "The client {Client} was granted access in an emergency; the grant is {Grant}.")]
    public static partial void EmergencyGranted(ILogger logger, string client, string grant);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "The client {Client} was given no token: {Reason}.")]
    public static partial void ClientRefused(ILogger logger, string client, string reason);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "A request of the client {Client} has no one purpose that it is registered for.")]
    public static partial void PurposeRefused(ILogger logger, string client);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "The audit trail cannot be written; a disclosure in an emergency waits on this node's disk.")]
    public static partial void AuditQueued(ILogger logger);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Critical, Message = "The queue of emergency audit was altered or cut short; it is kept aside.")]
    public static partial void AuditQueueTampered(ILogger logger);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms for {Client}.")]
    public static partial void Request(ILogger logger, string method, string route, int status, double milliseconds, string client);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The metric {Metric} has more series than are kept; the rest is counted in one.")]
    public static partial void SeriesOverflow(ILogger logger, string metric);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "{Count} observed metrics could not be read.")]
    public static partial void MetricsUnread(ILogger logger, int count);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "A delivery to {Source} was not made; attempts so far: {Attempts}.")]
    public static partial void DeliveryNotMade(ILogger logger, string source, int attempts);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "The feed of {Source} was not read: {State}.")]
    public static partial void FeedNotRead(ILogger logger, string source, SourceState state);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "{Count} faults in records of the feed of {Source}; what was not sound was left out.")]
    public static partial void FeedRecordsRefused(ILogger logger, string source, int count);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Error, Message = "A request failed: {Exception} {Place}")]
    public static partial void RequestFailed(ILogger logger, string exception, string place);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Error, Message = "A record of the feed of {Source} could not be taken in and was set aside: {Exception}.")]
    public static partial void FeedRecordSetAside(ILogger logger, string source, string exception);

    [LoggerMessage(EventId = 2205, Level = LogLevel.Error, Message = "What {Source} answered could not be used: {Exception} {Place}")]
    public static partial void AnswerUnusable(ILogger logger, string source, string exception, string place);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "What waits for the audit trail ({Worker}) could not be written and waits on: {Exception}")]
    public static partial void TrailWaits(ILogger logger, string worker, string exception);

    /// <summary>Where in the program an exception was thrown: a line of code, which holds nothing of what was worked on.</summary>
    public static string PlaceOf(Exception e) => e.StackTrace?.Split('\n')[0].Trim() ?? "";
}
