using System.Buffers.Text;
using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>Whether an attachment is as long as it says.</summary>
internal static class AttachmentChecks
{
    public static void Check(Element attachment, Findings findings)
    {
        if (attachment.ChildText("size") is not { } size || attachment["data"].FirstOrDefault() is not { IsNone: false } data)
            return;
        var length = data.TryGetPlainValue(out var bytes) && Base64.IsValid(bytes, out var decoded) ? decoded : -1;
        if (length >= 0 && int.Parse(size, CultureInfo.InvariantCulture) != length)
            findings.Error(FaultKind.Structure, "attachment-size", "The attachment's data has another size than it says.", attachment);
    }
}
