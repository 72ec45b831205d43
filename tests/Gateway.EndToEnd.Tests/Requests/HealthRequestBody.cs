using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.EndToEnd.Tests.Requests;

/// <summary>A health request as custody writes it, about somebody made up whose every word is marked.</summary>
internal static class HealthRequestBody
{
    public const string NhsNumber = "9990001014";

    /// <summary>Words that must come back nowhere.</summary>
    public static readonly IReadOnlyList<string> Marked = ["Markedsurname", "Markedforename", "Markeddetails", "Markedofficer", "Markedmedicine", NhsNumber, "2019/7654321X"];

    public static string Json(string reference, string custodyNumber) => new JsonObject
    {
        ["requestReference"] = reference,
        ["raised"] = "2026-01-15T23:30:00+00:00",
        ["urgency"] = "urgent",
        ["force"] = new JsonObject { ["code"] = "42" },
        ["suite"] = new JsonObject { ["code"] = "42CP" },
        ["requester"] = new JsonObject { ["number"] = "75123", ["name"] = "Markedofficer" },
        ["provider"] = new JsonObject { ["odsCode"] = "R1L" },
        ["person"] = new JsonObject { ["nhsNumber"] = NhsNumber, ["nhsNumberStatus"] = "01", ["pncId"] = "2019/7654321X", ["givenName"] = new JsonArray("Markedforename"), ["familyName"] = "Markedsurname", ["sex"] = "M" },
        ["custodyNumber"] = custodyNumber,
        ["reason"] = new JsonArray("illness"),
        ["details"] = "Markeddetails",
        ["medication"] = new JsonArray(new JsonObject { ["name"] = "Markedmedicine" }),
    }.ToJsonString();

    public static string Xml(string reference, string custodyNumber) => $"""
        <HealthRequest xmlns="https://health-justice.example/custody">
          <requestReference>{reference}</requestReference><raised>2026-01-15T23:30:00</raised><urgency>urgent</urgency>
          <force><code>42</code></force><suite><code>42CP</code></suite><requester><number>75123</number><name>Markedofficer</name></requester><provider><odsCode>R1L</odsCode></provider>
          <person><nhsNumber>{NhsNumber}</nhsNumber><nhsNumberStatus>01</nhsNumberStatus><givenName>Markedforename</givenName><familyName>Markedsurname</familyName><sex>M</sex></person>
          <custodyNumber>{custodyNumber}</custodyNumber><reason>illness</reason><details>Markeddetails</details>
        </HealthRequest>
        """;

    public static void Put(HttpRequestMessage request, string body, string contentType, string? requestId)
    {
        request.Content = new StringContent(body, Encoding.UTF8, contentType);
        if (requestId is not null)
            request.Headers.Add("X-Request-Id", requestId);
    }
}
