using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Validation.Base;

/// <summary>Where a walk through an element is, told as FHIRPath only when it is asked for.</summary>
internal sealed class Trail(string root)
{
    private (ElementDefinition Element, int Number)[] _steps = new (ElementDefinition, int)[16];

    public int Depth { get; private set; }

    public void Enter(ElementDefinition element, int number)
    {
        if (Depth == _steps.Length)
            Array.Resize(ref _steps, _steps.Length * 2);
        _steps[Depth++] = (element, number);
    }

    public void Leave() => Depth--;

    public override string ToString()
    {
        var path = new StringBuilder(root);
        foreach (var (element, number) in _steps.AsSpan(0, Depth))
        {
            path.Append('.').Append(element.Name);
            if (element.IsArray)
                path.Append(CultureInfo.InvariantCulture, $"[{number}]");
        }

        return path.ToString();
    }
}
