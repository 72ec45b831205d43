using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Collects what is wrong with a query. A fault names its parameter; the value, which may tell of a person, is not repeated.</summary>
internal sealed class QueryFaults(bool isStrict)
{
    private const int LongestName = 64;
    private readonly FaultList _faults = new();

    public bool HasErrors => _faults.HasErrors;

    public IReadOnlyList<Fault> ToList() => _faults.ToList();

    /// <summary>Refuses the query.</summary>
    public void Refuse(string parameter, string message, FaultKind kind = FaultKind.Value) =>
        _faults.Add(new Fault(kind, $"{Shown(parameter)}: {message}.", $"http.{Shown(parameter)}", 0, 0));

    /// <summary>Refuses the query as a whole.</summary>
    public void Refuse(string message, FaultKind kind) => _faults.Add(new Fault(kind, $"{message}.", "", 0, 0));

    /// <summary>Tells of a parameter that is left out; when reading strictly, refuses the query for it.</summary>
    public void LeaveOut(string parameter, string message) =>
        _faults.Add(new Fault(FaultKind.NotSupported, $"{Shown(parameter)}: {message}{(isStrict ? "" : ", and is left out")}.", $"http.{Shown(parameter)}", 0, 0, !isStrict));

    // A name is the caller's text too: it is shown as far as it is made of what names are made of, and not much of it.
    private static string Shown(string name)
    {
        var length = name.Take(LongestName).TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':' or '.').Count();
        return length == Math.Min(name.Length, LongestName) ? name[..length] : $"{name[..length]}?";
    }
}
