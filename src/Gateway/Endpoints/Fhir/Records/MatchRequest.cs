using System.Globalization;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>What a caller asks of <c>$match</c>.</summary>
/// <param name="Patient">Who is looked for.</param>
/// <param name="IsOnlyCertain">True where uncertain matches are not wanted.</param>
/// <param name="Count">The most matches; null where the caller does not say.</param>
internal sealed record MatchRequest(Element Patient, bool IsOnlyCertain, int? Count)
{
    private static readonly OperationParameter s_patient = new("resource", "Patient");

    /// <summary>The parameters; a Patient may be posted alone.</summary>
    public static OperationSignature Signature { get; } = new(s_patient, new("onlyCertainMatches", "boolean"), new("count", "integer")) { Content = s_patient };

    /// <summary>Reads the parameters; null, and what is wrong with them, where they cannot be used.</summary>
    public static (MatchRequest? Request, IReadOnlyList<Fault> Faults) Read(OperationInput input)
    {
        if (input.Find("resource") is not { } patient)
            return (null, [At("resource", FaultKind.Required, "Who is looked for is told in one parameter resource, a Patient.")]);
        var faults = new List<Fault>();
        if (!patient["identifier"].Any() && !patient["name"].Any() && !patient["birthDate"].Any())
            faults.Add(At("resource", FaultKind.Required, "Who is looked for has a number, a name or a date of birth."));
        var count = input.Text("count") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : (int?)null;
        if (count < 1)
            faults.Add(At("count", FaultKind.Value, "count is a whole number above 0."));
        return faults.Count > 0 ? (null, faults) : (new MatchRequest(patient, input.IsTrue("onlyCertainMatches"), count), []);
    }

    private static Fault At(string name, FaultKind kind, string text) => new(kind, text, $"Parameters.parameter.where(name='{name}')", 0, 0);
}
