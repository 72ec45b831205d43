using Gateway.Fhir.Elements;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Courts;

/// <summary>Makes the courts of their options.</summary>
internal static class CourtLoading
{
    public static (IResourceSource? Source, SourceConnection? Connection) Load(SourceLoading loading)
    {
        var results = loading.Records("CourtResults", r => NameOf(r["Message"]));
        var routed = loading.Records("RoutedCourtResults", r => NameOf(r["DataStream"].SelectMany(s => s["DataStreamContent"])));
        var connection = loading.Options.Address is null ? null : loading.Connection();
        if (results is null || routed is null)
            return (null, connection);
        loading.Pushed["results"] = [results, routed];
        return (new CourtSource(loading.Profile([]), connection), connection);
    }

    // The envelope's number is new each time that a message is sent; the hearing and its cases are not.
    private static string? NameOf(IEnumerable<Element> envelopes)
    {
        var sessions = envelopes.SelectMany(e => e["ResultedCaseMessage"]).SelectMany(m => m["Session"]).ToArray();
        var hearing = sessions.SelectMany(s => s["CourtHearing"]).SelectMany(h => h["Hearing"])
            .Select(h => $"{h.ChildText("CourtHearingLocation")} {h.ChildText("DateOfHearing")} {h.ChildText("TimeOfHearing")}");
        var cases = sessions.SelectMany(s => s["Case"]).Select(c => $"{c.ChildText("PTIURN")} {string.Join(' ', c["Defendant"].Select(d => d.ChildText("ProsecutorReference")))}");
        return Locators.Of($"court results {string.Join('|', hearing)}|{string.Join('|', cases)}");
    }
}
