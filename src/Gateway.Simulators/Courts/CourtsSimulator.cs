using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Courts;

/// <summary>The courts' interface, which asks nothing and answers nothing: results are pushed.</summary>
internal sealed class CourtsSimulator(Population population, Pusher pusher, TimeProvider time) : IOutsideSystem
{
    private const int MostAtOnce = 500;
    private readonly IReadOnlyList<Person> _defendants = [.. population.People.Where(p => p is { InCustody.PncId: not null } && p.Stays.Any(s => s.ReleasedAt is not null))];
    private readonly CourtResult _writer = new(population.Area, population.Seed);
    private int _sent;

    public bool Admits(HttpRequest request) => true;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => Json.Result(new { status = "up" }));
        routes.MapPost("/control/push", async (HttpRequest request, CancellationToken cancellation) =>
            await Json.ReadAsync(request, cancellation) is { } order ? await PushAsync(order, cancellation) : Refusal.Of(400, "The order is no JSON object."));
    }

    /// <summary>The results of one person, or of the next so many.</summary>
    private async Task<IResult> PushAsync(JsonObject order, CancellationToken cancellation)
    {
        var count = order["count"] is JsonValue number && number.TryGetValue<int>(out var asked) ? asked : 1;
        if (count is < 1 or > MostAtOnce)
            return Refusal.Of(422, $"1 to {MostAtOnce} results are pushed at once.");
        var one = order["pncId"]?.ToString() is { } pnc ? _defendants.FirstOrDefault(d => d.InCustody!.PncId == pnc) : null;
        if (order["pncId"] is not null && one is null)
            return Refusal.NotFound;
        var pushed = new List<object>();
        for (var i = 0; i < count; i++)
        {
            var sent = Interlocked.Increment(ref _sent);
            var person = one ?? _defendants[(sent - 1) % _defendants.Count];
            var identifier = string.Create(CultureInfo.InvariantCulture, $"SPI-{time.GetUtcNow():yyMMddHHmmss}-{sent}");
            var body = _writer.Write(person, person.Stays.Last(s => s.ReleasedAt is not null), identifier, population.Today.AddDays(-1).AddHours(10));
            var result = await pusher.PushAsync("courts/results", "application/xml", body, order["requestId"]?.ToString(), cancellation);
            pushed.Add(new { identifier, pncId = person.InCustody!.PncId, result.RequestId, result.Status, result.ContentType, result.Body, result.Failure });
        }

        return Json.Result(new { pushed });
    }
}
