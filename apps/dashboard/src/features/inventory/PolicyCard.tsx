'use client';
import type { InventoryDetail, PolicySource } from '@almanac/data/contract';
import { Badge, Button, Card, PencilIcon, Table } from '@almanac/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { PolicyDialog } from './PolicyDialog';
import { policyFields, usePolicyText } from './policy-text';

/** What the product is planned by, and who said so. */
export function PolicyCard({ detail: { item, policy }, mayEdit }: { readonly detail: InventoryDetail; readonly mayEdit: boolean }) {
  const t = useTranslations('inventory');
  const text = usePolicyText();
  const [isEditing, setIsEditing] = useState(false);
  const own = (from: PolicySource) => from === 'product' || from === 'product_location';
  return (
    <Card
      title={t('item.policyTitle')}
      description={t('item.policyText')}
      isFlush
      actions={
        mayEdit && (
          <Button onClick={() => setIsEditing(true)}>
            <PencilIcon aria-hidden />
            {t('policy.edit')}
          </Button>
        )
      }
    >
      <Table
        caption={t('item.policyTitle')}
        rows={policyFields}
        rowKey={(field) => field}
        columns={[
          { id: 'field', header: t('policy.rule'), cell: (field) => t(`policy.fields.${field}`) },
          { id: 'value', header: t('policy.value'), cell: (field) => <span className="font-medium">{text(field, policy[field].value)}</span> },
          { id: 'from', header: t('policy.source'), cell: (field) => <Badge tone={own(policy[field].from) ? 'accent' : 'neutral'}>{t(`policy.from.${policy[field].from}`)}</Badge> },
        ]}
      />
      {isEditing && (
        <PolicyDialog
          name={item.productName}
          scopes={[
            { label: t('policy.whereHere'), scope: { kind: 'product', productId: item.productId, locationId: item.locationId } },
            { label: t('policy.whereAll'), scope: { kind: 'product', productId: item.productId } },
          ]}
          onClose={() => setIsEditing(false)}
        />
      )}
    </Card>
  );
}
