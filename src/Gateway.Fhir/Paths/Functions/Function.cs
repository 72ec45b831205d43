using Gateway.Fhir.Paths.Compilation;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>One function of the language.</summary>
internal sealed record Function(string Name, int Least, int Most, Func<Call, Code> Compile)
{
    public Function(string name, int arguments, Func<Call, Code> compile)
        : this(name, arguments, arguments, compile)
    {
    }
}
