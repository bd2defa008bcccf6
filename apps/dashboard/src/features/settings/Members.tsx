'use client';
import { Role } from '@almanac/data/contract';
import { Badge, Button, Card, Confirm, SelectField, Table, toast, XIcon } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { AddMemberDialog } from './AddMemberDialog';

/** Who works here and as what; only an owner can change it. */
export function Members() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: members } = useSuspenseQuery(trpc.company.members.queryOptions());
  const isOwner = session.role === 'owner';
  const readAgain = async () => {
    await queryClient.invalidateQueries({ queryKey: trpc.company.members.queryKey() });
    toast.success(t('settings.saved'));
  };
  const changeRole = useMutation(trpc.company.changeRole.mutationOptions({ onSuccess: readAgain }));
  const remove = useMutation(trpc.company.removeMember.mutationOptions({ onSuccess: readAgain }));
  return (
    <Card title={t('settings.members')} description={t('settings.membersText')} isFlush actions={isOwner && <AddMemberDialog onAdded={readAgain} />}>
      <Table
        caption={t('settings.members')}
        rows={members}
        rowKey={({ id }) => id}
        columns={[
          {
            id: 'name',
            header: t('settings.name'),
            cell: (row) => (
              <>
                <span className="block font-medium">{row.name}</span>
                <span className="block text-xs break-all text-ink-faint">{row.email}</span>
              </>
            ),
          },
          {
            id: 'role',
            header: t('settings.role'),
            cell: (row) =>
              isOwner && row.email !== session.user.email ? (
                <SelectField
                  label={t('settings.roleOf', { name: row.name })}
                  isLabelHidden
                  className="w-32"
                  value={row.role}
                  options={Role.options.map((value) => ({ value, label: t(`roles.${value}`) }))}
                  onChange={(event) => changeRole.mutate({ memberId: row.id, role: Role.parse(event.target.value) })}
                />
              ) : (
                <Badge>{t(`roles.${Role.parse(row.role)}`)}</Badge>
              ),
          },
          { id: 'joined', header: t('settings.joined'), isSecondary: true, cell: (row) => <span className="text-ink-soft">{f.instant(row.joinedAt)}</span> },
          {
            id: 'remove',
            header: <span className="sr-only">{t('settings.remove')}</span>,
            align: 'end',
            cell: (row) =>
              isOwner &&
              row.email !== session.user.email && (
                <Confirm
                  trigger={
                    <Button variant="ghost" size="icon" aria-label={t('settings.removeNamed', { name: row.name })}>
                      <XIcon aria-hidden />
                    </Button>
                  }
                  title={t('settings.removeNamed', { name: row.name })}
                  description={t('settings.removeText')}
                  confirmLabel={t('settings.remove')}
                  cancelLabel={t('data.cancel')}
                  onConfirm={() => remove.mutate({ memberId: row.id })}
                />
              ),
          },
        ]}
      />
    </Card>
  );
}
