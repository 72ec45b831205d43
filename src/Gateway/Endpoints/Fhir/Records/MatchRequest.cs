using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>What a caller asks of <c>$match</c>.</summary>
/// <param name="Patient">Who is looked for.</param>
/// <param name="IsOnlyCertain">True where uncertain matches are not wanted.</param>
/// <param name="Count">The most matches; null where the caller does not say.</param>
internal sealed record MatchRequest(Element Patient, bool IsOnlyCertain, int? Count)
{
    private const string Place = "Parameters.parameter";

    /// <summary>Reads the parameters; null, and what is wrong with them, where they cannot be used.</summary>
    public static (MatchRequest? Request, IReadOnlyList<Fault> Faults) Read(Element parameters)
    {
        var faults = new List<Fault>();
        if (parameters.Type.Name != "Parameters")
            return (null, [new Fault(FaultKind.Value, "What is posted to an operation is a Parameters resource.", parameters.Type.Name, 0, 0)]);
        var patients = parameters["parameter"].Where(p => p.ChildText("name") == "resource").SelectMany(p => p["resource"]).ToList();
        if (patients is not [{ Type.Name: "Patient" }])
            faults.Add(new Fault(FaultKind.Required, "Who is looked for is told in one parameter resource, a Patient.", Place, 0, 0));
        else if (!patients[0]["identifier"].Any() && !patients[0]["name"].Any() && !patients[0]["birthDate"].Any())
            faults.Add(new Fault(FaultKind.Required, "Who is looked for has a number, a name or a date of birth.", $"{Place}.resource", 0, 0));
        var (certain, count) = (Value(parameters, "onlyCertainMatches"), Value(parameters, "count"));
        if (certain is { Type.Name: not "boolean" })
            faults.Add(new Fault(FaultKind.Value, "onlyCertainMatches is a boolean.", Place, 0, 0));
        if (count is { } given && (!int.TryParse(given.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1))
            faults.Add(new Fault(FaultKind.Value, "count is a whole number above 0.", Place, 0, 0));
        return faults.Count > 0 ? (null, faults)
            : (new MatchRequest(patients[0], certain?.Text == "true", count is { } most ? int.Parse(most.Text!, CultureInfo.InvariantCulture) : null), []);
    }

    private static Element? Value(Element parameters, string name) => parameters["parameter"].Where(p => p.ChildText("name") == name).SelectMany(p => p["value"]).Select(v => (Element?)v).FirstOrDefault();
}
