using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary><c>cast(v, 'type')</c>: a primitive as another type of primitive. A date with time gives up its time to be a date; what does not fit is left out and said.</summary>
internal static class CastTransform
{
    public static ValueCode? Compile(TransformCall call)
    {
        if (!call.Takes(1, 2))
            return null;
        var type = call.Count == 1 ? call.Element is { IsChoice: false } element ? element.Type : null
            : call[1].Literal is { } name ? call.Rules.Unit.Types.Find(name, true) : null;
        if (type is not { IsPrimitive: true })
        {
            call.Fault("takes a value and the name of a primitive type.");
            return null;
        }

        var text = call.Text(0);
        return TransformCall.Made(type, run =>
        {
            if (text(run) is not { } value)
                return null;
            try
            {
                return ElementDraft.New(type).SetText(Fitted(value.Trim(), type.Primitive));
            }
            catch (FormatException e)
            {
                call.Warn(run, $"The value cannot be a {type.Name}. {e.Message}");
                return null;
            }
        });
    }

    private static string Fitted(string text, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Date when text.Length > 10 && text[10] == 'T' => text[..10],
        PrimitiveKind.Boolean when text is "1" or "0" => text == "1" ? "true" : "false",
        PrimitiveKind.Boolean => text.ToLowerInvariant(),
        PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt
            when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) =>
            decimal.Truncate(number).ToString(CultureInfo.InvariantCulture),
        _ => text,
    };
}
