using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators.Areas;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Community;

/// <summary>The provider as a client of the gateway: reads its open Tasks with what belongs to them, and accepts or rejects them.</summary>
internal sealed class CommunityReader(GatewayConnection gateway, HttpClient http, CommunityProvider provider)
{
    private const int MostPages = 20;
    private const string Reasons = "https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars";

    /// <summary>What was read, and for each Task what the gateway said to the decision.</summary>
    public async Task<TakeUp> TakeUpAsync(bool accepts, string? reasonCode, CancellationToken cancellation)
    {
        if (gateway.Address is not { } address)
            return new TakeUp(null, new Dictionary<string, int>(), []);
        var query = $"fhir/Task?owner.identifier={Uri.EscapeDataString($"https://fhir.nhs.uk/Id/ods-organization-code|{provider.OdsCode}")}&status=requested"
            + "&_include=Task:focus&_include=Task:patient&_include:iterate=ServiceRequest:supporting-info";
        var (status, resources) = await ReadAsync(new Uri(address, query), cancellation);
        var read = resources.GroupBy(r => r["resourceType"]?.ToString() ?? "").ToDictionary(g => g.Key, g => g.Count());
        var decisions = new List<TaskDecision>();
        foreach (var task in resources.Where(r => r["resourceType"]?.ToString() == "Task" && r["status"]?.ToString() == "requested"))
            decisions.Add(await DecideAsync(address, task, accepts, reasonCode ?? "22", cancellation));
        return new TakeUp(status, read, decisions);
    }

    /// <summary>The reasons of the Booking and Referral Standard.</summary>
    private static string Words(string reasonCode) => reasonCode switch
    {
        "22" => "No capacity",
        "23" => "Not suitable",
        "24" => "Declined",
        "26" => "Chose another service",
        "27" => "Could not be reached",
        "40" => "Not eligible",
        "42" => "Out of area",
        _ => "Other",
    };

    /// <summary>The resources of all pages, and the status of the last.</summary>
    private async Task<(int? Status, List<JsonObject> Resources)> ReadAsync(Uri first, CancellationToken cancellation)
    {
        var resources = new List<JsonObject>();
        int? status = null;
        var next = first;
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            (status, var body) = await SendAsync(HttpMethod.Get, next, null, null, cancellation);
            var bundle = body as JsonObject;
            resources.AddRange((bundle?["entry"] as JsonArray)?.OfType<JsonObject>().Select(e => e["resource"]).OfType<JsonObject>() ?? []);
            var link = (bundle?["link"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(l => l["relation"]?.ToString() == "next")?["url"]?.ToString();
            next = link is null ? null : new Uri(first, link);
        }

        return (status, resources);
    }

    private async Task<TaskDecision> DecideAsync(Uri address, JsonObject task, bool accepts, string reasonCode, CancellationToken cancellation)
    {
        var id = task["id"]!.ToString();
        task["status"] = accepts ? "accepted" : "rejected";
        task.Remove("statusReason");
        if (!accepts)
            task["statusReason"] = Json.Node(new { coding = new[] { new { system = Reasons, code = reasonCode, display = Words(reasonCode) } }, text = Words(reasonCode) });

        var version = task["meta"]?["versionId"]?.ToString();
        var (status, answer) = await SendAsync(HttpMethod.Put, new Uri(address, $"fhir/Task/{id}"), task.ToJsonString(Json.Options), version is null ? null : $"W/\"{version}\"", cancellation);
        return new TaskDecision(id, task["status"]!.ToString(), status, (answer as JsonObject)?["status"]?.ToString());
    }

    private async Task<(int? Status, JsonNode? Body)> SendAsync(HttpMethod method, Uri uri, string? body, string? etag, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, uri);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/fhir+json"));
        if (gateway.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/fhir+json");
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation)));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return (null, null);
        }
    }
}
