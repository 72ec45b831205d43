using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Operations;

/// <summary>The parameters that an operation was called with, each of the type that the operation says: from the address, and from Parameters or the one resource that were posted (http://hl7.org/fhir/R4/operations.html#request).</summary>
internal sealed class OperationInput
{
    private const int MaxBytes = 8 * 1024 * 1024;
    private readonly Dictionary<string, List<Element>> _given = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Text)> _others = [];
    private readonly List<Fault> _faults = [];
    private (string Name, Element Resource)? _alone;
    private readonly OperationSignature _signature;

    private OperationInput(OperationSignature signature) => _signature = signature;

    /// <summary>What was wrong with the resource that was posted, where an operation is about that; all are warnings where it was read.</summary>
    public IReadOnlyList<Fault> ContentFaults { get; private set; } = [];

    /// <summary>Reads a call, or says all that is wrong with it.</summary>
    /// <param name="http">The call.</param>
    /// <param name="signature">What the operation takes.</param>
    /// <param name="judgesContent">Whether faults of a resource that is posted are the operation's to tell of: they refuse nothing then.</param>
    public static async Task<(OperationInput? Input, FhirProblem? Problem)> ReadAsync(HttpContext http, OperationSignature signature, bool judgesContent = false)
    {
        var input = new OperationInput(signature);
        input.AddQuery(http.Request.Query);
        if (HttpMethods.IsPost(http.Request.Method) && LimitedBody.IsThere(http.Request) && await input.ReadBodyAsync(http, judgesContent) is { } problem)
            return (null, problem);
        return input.Checked();
    }

    /// <summary>Reads what stands in the address alone, of an operation that takes other bodies.</summary>
    public static (OperationInput? Input, FhirProblem? Problem) OfQuery(HttpContext http, OperationSignature signature)
    {
        var input = new OperationInput(signature);
        input.AddQuery(http.Request.Query);
        return input.Checked();
    }

    /// <summary>Reads a query string of an operation that takes what searches take.</summary>
    public static OperationInput Parse(string query)
    {
        var input = new OperationInput(OperationSignature.OfSearch);
        input.AddQuery(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));
        return input;
    }

    /// <summary>The text of the first of those parameters that the operation hands on; empty where there is none.</summary>
    public string Of(string name) => _others.Find(o => o.Name == name).Text ?? "";

    /// <summary>Those that the operation hands on, as a query string.</summary>
    public string Query(Func<string, bool> isWanted) => string.Join('&', _others.Where(o => isWanted(o.Name)).Select(o => $"{Uri.EscapeDataString(o.Name)}={Uri.EscapeDataString(o.Text)}"));

    public bool Has(string name) => _given.ContainsKey(name) || _alone?.Name == name;

    /// <summary>The values, or resources, of that name in their order.</summary>
    public IReadOnlyList<Element> All(string name) => _given.TryGetValue(name, out var given) ? [.. given.Select(Held)] : [];

    /// <summary>The value, or resource, of that name; null when it is not given.</summary>
    public Element? Find(string name) => _alone is var (alone, resource) && alone == name ? resource : _given.TryGetValue(name, out var given) ? Held(given[0]) : null;

    /// <summary>The parameters of that name as they stand, with their parts.</summary>
    public IReadOnlyList<Element> Parts(string name) => _given.TryGetValue(name, out var given) ? given : [];

    public string? Text(string name) => Find(name)?.Text;

    public bool IsTrue(string name) => Text(name) == "true";

    /// <summary>That a parameter is missing.</summary>
    public static FhirProblem Missing(string text, params string[] names) =>
        FhirProblem.Invalid([.. names.Select(n => new Fault(FaultKind.Required, text, $"Parameters.parameter.where(name='{n}')", 0, 0))]);

    private static Element Held(Element parameter) => parameter["value"].Concat(parameter["resource"]).FirstOrDefault(parameter);

    private void AddQuery(IQueryCollection query)
    {
        foreach (var (name, values) in query)
            if (name is not ("_format" or "_pretty"))
                foreach (var value in values)
                    Add(name, value ?? "");
    }

    private (OperationInput? Input, FhirProblem? Problem) Checked()
    {
        foreach (var (name, given) in _given)
            if (given.Count > 1 && _signature.Find(name) is { IsRepeated: false })
                Fault(name, FaultKind.Structure, "This parameter is given once.");
        return _faults.Count > 0 ? (null, FhirProblem.Invalid(_faults)) : (this, null);
    }

    private async Task<FhirProblem?> ReadBodyAsync(HttpContext http, bool judgesContent)
    {
        var (read, problem) = await FhirBody.ContentAsync(http.Request, MaxBytes, http.RequestAborted);
        if (read is null)
            return problem;
        if (!read.IsRead && !(judgesContent && read.Faults.All(IsOfContent)))
            return FhirProblem.Invalid(read.Faults);
        ContentFaults = read.Faults;
        if (!read.IsRead)
            return null;
        if (read.Root.Type.Name == "Parameters")
            foreach (var parameter in read.Root["parameter"])
                Add(parameter.ChildText("name") ?? "", parameter);
        else if (_signature.Content is { } content && (content.Type == OperationParameter.Resource || content.Type == read.Root.Type.Name))
            _alone = (content.Name, read.Root);
        else
            return new FhirProblem(400, "invalid", "Parameters are to be posted.");
        return null;
    }

    // Text that is no JSON, XML or UTF-8 is nothing that a resource could be seen in.
    private static bool IsOfContent(Fault fault) => fault.Expression.Length > 0;

    private void Add(string name, string text)
    {
        if (_signature.Find(name) is not { } known)
            Other(name, text);
        else if (!known.IsPlain)
            Fault(name, FaultKind.Value, "This parameter does not go into an address; it is posted in Parameters.");
        else if (QueryValue.Read(known, text, out var parameter) is { } fault)
            Fault(name, FaultKind.Value, fault);
        else
            Add(name, parameter);
    }

    private void Add(string name, Element parameter)
    {
        if (_signature.Find(name) is not { } known)
            Other(name, parameter["value"].Select(TextOf).FirstOrDefault() ?? "");
        else if (known.IsRefused)
            Fault(name, FaultKind.NotSupported, "This parameter is not supported here.");
        else if (!IsOf(known, parameter))
            Fault(name, FaultKind.Value, $"This parameter is to be a {known.Type}.");
        else if (_given.TryGetValue(name, out var given))
            given.Add(parameter);
        else
            _given[name] = [parameter];
    }

    private static bool IsOf(OperationParameter known, Element parameter)
    {
        if (known.IsResource)
            return parameter["resource"].FirstOrDefault() is { IsNone: false } resource && (known.Type == OperationParameter.Resource || resource.Type.Name == known.Type);
        if (known.Type == "Element")
            return parameter["part"].Any();
        return parameter["value"].FirstOrDefault() is { IsNone: false } value && Family(value.Type.Name) == Family(known.Type);
    }

    // Clients write addresses as uri, url and canonical alike.
    private static string Family(string type) => type is "url" or "canonical" ? "uri" : type;

    private void Other(string name, string text)
    {
        if (_signature.TakesOthers)
            _others.Add((name, text));
        else
            Unknown(name);
    }

    // As a search would have it.
    private static string TextOf(Element value) => value.Type.Name == "Identifier" ? $"{value.ChildText("system")}|{value.ChildText("value")}" : value.Text ?? "";

    // The name may be anything; only one that could be a name is said back.
    private void Unknown(string name) => _faults.Add(new Fault(FaultKind.NotSupported, name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? $"The operation has no parameter {name}." : "The operation has no parameter of this name.", "Parameters.parameter", 0, 0));

    private void Fault(string name, FaultKind kind, string text) => _faults.Add(new Fault(kind, text, $"Parameters.parameter.where(name='{name}')", 0, 0));
}
