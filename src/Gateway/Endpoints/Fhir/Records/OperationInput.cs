using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>The parameters of an operation (http://hl7.org/fhir/R4/operations.html#request): those of the address, and those of a posted Parameters resource.</summary>
internal sealed class OperationInput
{
    private const int MaxBytes = 256 * 1024;
    private readonly List<(string Name, string Value)> _given;

    private OperationInput(List<(string Name, string Value)> given) => _given = given;

    public IReadOnlyList<(string Name, string Value)> All => _given;

    /// <summary>The text of the first parameter of that name; empty where there is none.</summary>
    public string Of(string name) => _given.Find(g => g.Name == name).Value ?? "";

    /// <summary>Those of them as a query string.</summary>
    public string Query(Func<string, bool> isWanted) => string.Join('&', _given.Where(g => isWanted(g.Name)).Select(g => $"{Uri.EscapeDataString(g.Name)}={Uri.EscapeDataString(g.Value)}"));

    /// <summary>Those that a query string holds.</summary>
    public static OperationInput Parse(string query) =>
        new([.. Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).SelectMany(q => q.Value.Select(v => (q.Key, v ?? "")))]);

    /// <summary>Reads them; what is wrong with the body where it cannot be read.</summary>
    public static async Task<(OperationInput? Input, FhirProblem? Problem)> ReadAsync(HttpContext http)
    {
        var input = Parse(http.Request.QueryString.Value ?? "");
        if (!HttpMethods.IsPost(http.Request.Method))
            return (input, null);
        var (parameters, problem) = await FhirBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted);
        if (problem is not null)
            return (null, problem);
        if (parameters.Type.Name != "Parameters")
            return (null, FhirProblem.Invalid([new Fault(FaultKind.Value, "What is posted to an operation is a Parameters resource.", parameters.Type.Name, 0, 0)]));
        foreach (var parameter in parameters["parameter"])
            input._given.Add((parameter.ChildText("name") ?? "", parameter["value"].Select(Text).FirstOrDefault() ?? ""));
        return (input, null);
    }

    private static string Text(Element value) => value.Type.Name == "Identifier" ? $"{value.ChildText("system")}|{value.ChildText("value")}" : value.Text ?? "";
}
