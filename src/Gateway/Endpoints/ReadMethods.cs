namespace Gateway.Endpoints;

/// <summary>The methods of what is read: where content can be got, its head can be got too (RFC 9110, 9.1; http://hl7.org/fhir/R4/http.html#head).</summary>
internal static class ReadMethods
{
    public static IReadOnlyList<string> All { get; } = [HttpMethods.Get, HttpMethods.Head];
}
